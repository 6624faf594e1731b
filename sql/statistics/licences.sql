-- # Under which licences the code is
-- Under which licences the repositories' own code is. By venue and year, and over all years (year null).
select
    venue,         -- the venue
    year,          -- the year; null for all years together
    what,          -- SPDX identifier; other where it cannot be told, none where there is no licence
    repositories,  -- how many
    n,             -- repositories that were looked into
    share,         -- repositories / n
    low,           -- where the 95 % interval of the share begins (Wilson)
    high,          -- where it ends
    unknown        -- how many more that could not be looked into; those that are gone are left out
from trait_counts
where trait = 'licence'
order by venue, year nulls last, repositories desc, what;
