-- # What lists the dependencies
-- What lists the dependencies of the repositories. By venue and year, and over all years (year null). A repository may be
-- in several rows.
select
    venue,         -- the venue
    year,          -- the year; null for all years together
    what,          -- what the list is made for, README where only its words list them, or none
    repositories,  -- how many
    n,             -- repositories that were looked into
    share,         -- repositories / n
    low,           -- where the 95 % interval of the share begins (Wilson)
    high,          -- where it ends
    unknown        -- how many more that could not be looked into; those that are gone are left out
from trait_counts
where trait = 'dependency manager'
order by venue, year nulls last, repositories desc, what;
