-- # What a person meets who runs the code
-- What a person meets who runs the code of the repositories, such as paths of somebody's machine or files that are not there,n-- by venue and year, and over all years (year null). A yes is what helps. No verdict rests on it.
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
where about = 'practice'
order by venue, place, year nulls last;
