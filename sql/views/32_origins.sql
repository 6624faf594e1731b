-- Where each origin leads in the end, redirects of today followed, and what is known there today.
create view origins as
with recursive
present as (
    select * from states where as_of is null
),
steps as (
    select origin as start, origin, 0 as hops from present
    union all
    select steps.start, present.moved_to, steps.hops + 1
    from steps
    join present on present.origin = steps.origin
    where present.moved_to is not null and steps.hops < 6
),
ends as (
    select start, arg_max(origin, hops) as final_origin, list(origin order by hops) as way from steps group by start
)
select
    ends.start as origin,
    ends.final_origin,                                           -- the origin at the end of the redirects
    ends.way,                                                    -- every origin up to that one
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
from ends
left join present on present.origin = ends.final_origin;
