-- # What can be read by a Python and an installer
-- In how many repositories all programs in Python and all lists of packages can be read by some Python and installer, andn-- every module that is imported is listed, by venue and year, and over all years (year null). No verdict rests on it.
select
    venue,         -- the venue
    year,          -- the year; null for all years together
    fact,          -- what a yes says
    repositories,  -- that are not gone
    na,            -- to which the question does not apply
    unknown,       -- of which what was read cannot tell
    n,             -- the rest
    yes,           -- with that answer
    share,         -- yes / n
    low,           -- where the 95 % interval of the share begins (Wilson)
    high           -- where it ends
from fact_counts
where about = 'running'
order by venue, place, year nulls last;
