-- Where each origin leads in the end, redirects followed, and what is known there.
create view origins as
with recursive
steps as (
    select origin as start, origin, 0 as hops from states
    union all
    select steps.start, states.moved_to, steps.hops + 1
    from steps
    join states on states.origin = steps.origin
    where states.moved_to is not null and steps.hops < 6
),
ends as (
    select start, arg_max(origin, hops) as final_origin from steps group by start
)
select
    ends.start as origin,
    ends.final_origin,                                           -- the origin at the end of the redirects
    if(states.moved_to is null, coalesce(states.outcome, 'failed'), 'failed') as outcome,  -- failed: redirects without end
    states.head,
    states.committed_at,
    coalesce(states.last_outcome, 'failed') as last_outcome,
    states.visited_at,
    states.error
from ends
left join states on states.origin = ends.final_origin;
