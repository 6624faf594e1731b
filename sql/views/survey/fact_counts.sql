-- How many of the repositories that were looked into have which answer to each question beside the criteria, by venue and
-- year, and over all years (year null).
create view fact_counts as
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
        count(*) filter (outcome = 'yes') as yes,
        count(*) filter (outcome in ('yes', 'no')) as n
    from known_facts
    group by grouping sets ((venue, year, about, place, fact), (venue, about, place, fact))
)
select
    venue,
    year,
    about,
    place,
    fact,
    repositories,                       -- that are not gone
    na,                                 -- to which the question does not apply
    unknown,                            -- of which what was read cannot tell
    n,                                  -- the rest
    yes,                                -- with that answer
    yes / nullif(n, 0) as share,        -- yes / n
    wilson_low(yes, n) as low,          -- where the 95 % interval of the share begins
    wilson_high(yes, n) as high         -- where it ends
from counted;
