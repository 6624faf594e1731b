-- # Can the code run, and what is met on the way
-- In how many repositories the code can be read by a Python and an installer (about running), and in how many a person who
-- runs it finds what helps (about practice), such as no path of somebody's machine and every file that is named. The view
-- asked_facts has the questions. By venue and year, and over all years (year null). No verdict rests on it.
with counted as (
    select
        venue,
        year,
        about,
        place,
        fact,
        count(*) as repositories,
        count(*) filter (outcome = 'na') as na,
        count(*) filter (outcome = 'unknown') as unknown,
        count(*) filter (outcome in ('yes', 'no')) as n,
        count(*) filter (outcome = 'yes') as yes
    from known_facts
    group by grouping sets ((venue, year, about, place, fact), (venue, about, place, fact))
)
select
    venue,                       -- the venue
    year,                        -- the year; null for all years together
    about,                       -- running (whether it can run at all) or practice (what is met on the way)
    fact,                        -- what a yes says
    repositories,                -- that are not gone
    na,                          -- to which the question does not apply
    unknown,                     -- of which what was read cannot tell
    n,                           -- the rest
    yes,                         -- with that answer
    yes / nullif(n, 0) as share,  -- yes / n
    wilson_low(yes, n) as low,   -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high  -- where it ends
from counted
order by venue, place, year nulls last;
