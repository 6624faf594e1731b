-- How each origin stood, where that is judged besides the present: on each day that was asked for, and at the first visit
-- where it has moved on since.
create view earlier_states as
select origins.origin, states.origin as found_at, states.as_of, states.visited_at, states.outcome, states.head, states.branch,
    states.error
from origins
join states on states.origin = origins.final_origin
where states.as_of is not null
union all by name
select origin, found_at, as_of, visited_at, outcome, head, branch, error
from first_states
where as_of is not null;
