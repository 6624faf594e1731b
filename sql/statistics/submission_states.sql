-- # What the submissions come to
-- What the submissions of each list come to: how many are complete, incomplete, or could not be looked into, and why.
with
counted as (
    select venue, year, state, count(*) as n
    from checked_submissions
    group by venue, year, state
)
select
    venue,                                             -- the list
    year,                                              -- its year
    state,                                             -- complete, incomplete, empty, broken (nothing public), unknown, no address or not understood
    n,                                                 -- how many submissions
    sum(n) over (partition by venue, year)::bigint as submissions  -- of how many in the list
from counted
order by
    venue,
    year,
    list_position(['complete', 'incomplete', 'empty', 'broken', 'unknown', 'no address', 'not understood'], state);
