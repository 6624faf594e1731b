-- What was found at each origin, or where it leads, by the first visit that said anything.
create view first_states as
with
ways as (
    select origin, unnest(way) as found_at, outcome as outcome_now, head as head_now from origins
),
found as (
    select
        ways.origin,
        any_value(ways.outcome_now) as outcome_now,
        any_value(ways.head_now) as head_now,
        min(visits.visited_at) as visited_at,
        min_by(ways.found_at, visits.visited_at) as found_at,
        min_by(visits.outcome, visits.visited_at) as outcome,
        arg_min_null(visits.head, visits.visited_at) as head,
        arg_min_null(visits.directory, visits.visited_at) as directory,
        arg_min_null(visits.committed_at, visits.visited_at) as committed_at,
        arg_min_null(visits.branch, visits.visited_at) as branch,
        arg_min_null(visits.error, visits.visited_at) as error
    from ways
    join history.visits as visits on visits.origin = ways.found_at
    where visits.as_of is null and visits.outcome not in ('failed', 'moved')
    group by ways.origin
)
select
    origin,
    found_at,                                                    -- the origin that was visited
    -- the time of the visit, as of which it is judged; null where it still stands so
    if(outcome = outcome_now and head is not distinct from head_now, null, visited_at) as as_of,
    visited_at,
    outcome,
    head,
    directory,
    committed_at,
    branch,
    error
from found;
