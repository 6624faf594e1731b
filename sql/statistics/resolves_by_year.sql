-- # Do the lists of packages resolve?
-- In how many repositories the list of packages resolves, for some Python and by wheels alone: now, and then, as the index
-- stood when the list was changed last. By venue and year, and over all years (year null), as `reprosurvey resolve` found
-- it. It is no part of any verdict.
with counted as (
    select
        venue,
        year,
        moment,
        count(*) as repositories,
        count(*) filter (resolves = 'na') as without_list,
        count(*) filter (resolves = 'unknown') as unknown,
        count(*) filter (resolves = 'yes') as yes,
        count(*) filter (resolves in ('yes', 'no')) as n
    from resolved
    group by grouping sets ((venue, year, moment), (venue, moment))
)
select
    venue,                              -- the venue
    year,                               -- the year; null for all years together
    moment,                             -- now, or then
    repositories,                       -- that were looked into
    without_list,                       -- that list no package
    unknown,                            -- with conda, an address or another index in the list, or not asked yet
    n,                                  -- the rest, of which the answer is known
    yes,                                -- whose list resolves
    yes / nullif(n, 0) as share,        -- yes / n
    wilson_low(yes, n) as low,          -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high         -- where it ends
from counted
order by venue, moment, year nulls last;
