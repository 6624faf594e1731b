-- What is known of each origin itself: its latest visit that said anything, and the head of its last snapshot.
-- A failed visit says nothing, so the state before it stands.
create view states as
with
telling as (
    select unnest(max_by(rows, (rows.outcome <> 'failed', rows.visited_at)))
    from history.visits as rows
    group by origin
),
heads as (
    select origin, arg_max(head, visited_at) as head, arg_max(committed_at, visited_at) as committed_at
    from history.visits
    where outcome = 'full'
    group by origin
)
select
    telling.origin,
    telling.outcome,                                             -- of the latest visit that said anything
    telling.moved_to,                                            -- where the origin led then
    if(telling.outcome in ('full', 'unchanged'), heads.head, null) as head,  -- the commit to judge
    if(telling.outcome in ('full', 'unchanged'), heads.committed_at, null) as committed_at,
    visits.outcome as last_outcome,                              -- of the latest visit, failed or not
    visits.visited_at,                                           -- when that was
    visits.error                                                 -- why its outcome is not better
from telling
join visits using (origin)
left join heads using (origin);
