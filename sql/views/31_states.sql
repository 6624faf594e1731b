-- What is known of each origin itself, today and as of each day that was asked for: its latest visit that said
-- anything, and its snapshot. A failed visit says nothing, so the state before it stands; an unchanged one says what the
-- visit said whose snapshot it found again.
create view states as
with
last as (
    select unnest(max_by(rows, visited_at))
    from history.visits as rows
    group by origin, as_of
),
telling as (
    select unnest(max_by(rows, (rows.outcome <> 'failed', rows.visited_at)))
    from history.visits as rows
    group by origin, as_of
),
looked_into as (
    select unnest(max_by(rows, visited_at))
    from history.visits as rows
    where outcome in ('full', 'empty')
    group by origin, as_of
),
stood as (
    select
        telling.origin,
        telling.as_of,                                               -- the day; null for the present
        if(telling.outcome = 'unchanged', looked_into.outcome, telling.outcome) as outcome,  -- full, empty, not found, ...
        telling.moved_to,                                            -- where the origin led then
        if(telling.outcome in ('full', 'empty', 'unchanged'), looked_into.head, null) as head,  -- the commit to judge
        if(telling.outcome in ('full', 'empty', 'unchanged'), looked_into.directory, null) as directory,  -- its root tree
        if(telling.outcome in ('full', 'empty', 'unchanged'), looked_into.committed_at, null) as committed_at,
        last.outcome as last_outcome,                                -- of the latest visit, failed or not
        last.visited_at,                                             -- when that was
        last.due_at,                                                 -- when to come back
        last.error                                                   -- why its outcome is not better
    from telling
    join last on last.origin = telling.origin and last.as_of is not distinct from telling.as_of
    left join looked_into on looked_into.origin = telling.origin and looked_into.as_of is not distinct from telling.as_of
)
select
    *,
    swhid('rev', head) as swh_revision,                          -- the commit's Software Heritage identifier
    swhid('dir', directory) as swh_directory                     -- the root tree's
from stood;
