-- Where each origin leads in the end, redirects of today followed, and what is known there today.
create view origins as
with recursive
present as (
    select * from states where as_of is null
),
moves as (
    select origin, moved_to from present where moved_to is not null
),
steps as (
    select origin as start, moved_to as origin, 1 as hops from moves
    union all
    select steps.start, moves.moved_to, steps.hops + 1
    from steps
    join moves on moves.origin = steps.origin
    where steps.hops < 6
),
ends as (
    select start, arg_max(origin, hops) as final_origin, list(origin order by hops) as passed from steps group by start
),
led as (
    select
        starts.origin,
        coalesce(ends.final_origin, starts.origin) as final_origin,
        list_prepend(starts.origin, coalesce(ends.passed, [])) as way
    from (select origin from present) as starts
    left join ends on ends.start = starts.origin
)
select
    led.origin,
    led.final_origin,                                            -- the origin at the end of the redirects
    led.way,                                                     -- every origin up to that one
    if(present.moved_to is null, coalesce(present.outcome, 'failed'), 'failed') as outcome,  -- failed: redirects without end
    present.head,
    present.directory,
    present.swh_revision,
    present.swh_directory,
    present.committed_at,
    coalesce(present.last_outcome, 'failed') as last_outcome,
    present.visited_at,
    present.due_at,
    present.error
from led
left join present on present.origin = led.final_origin;
