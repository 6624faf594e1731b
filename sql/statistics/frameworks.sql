-- # Which frameworks are used
-- Which frameworks the repositories' own programs import. By venue and year, and over all years (year null). A repository
-- may be in several rows.
select
    venue,         -- the venue
    year,          -- the year; null for all years together
    what,          -- the package's name on the index; none where no known one is imported
    repositories,  -- how many
    n,             -- repositories that were looked into
    share,         -- repositories / n
    low,           -- where the 95 % interval of the share begins (Wilson)
    high,          -- where it ends
    unknown        -- how many more that could not be looked into; those that are gone are left out
from trait_counts
where trait = 'framework'
order by venue, year nulls last, repositories desc, what;
