-- What is known of each origin itself, today and as of each day that was asked for: its latest visit that said
-- anything, and its snapshot. A failed visit says nothing, so the state before it stands; an unchanged one says what the
-- visit said whose snapshot it found again. Each column is an aggregate of its own, so that what is not asked for is not
-- read.
create view states as
with
seen as (
    select
        origin,
        as_of,
        max_by(outcome, visited_at) filter (outcome <> 'failed') as told,
        arg_max_null(moved_to, visited_at) filter (outcome <> 'failed') as moved_to,
        max_by(outcome, visited_at) filter (outcome in ('full', 'empty')) as found,
        arg_max_null(head, visited_at) filter (outcome in ('full', 'empty')) as head,
        arg_max_null(directory, visited_at) filter (outcome in ('full', 'empty')) as directory,
        arg_max_null(committed_at, visited_at) filter (outcome in ('full', 'empty')) as committed_at,
        arg_max_null(branch, visited_at) filter (outcome <> 'failed') as branch,
        max_by(outcome, visited_at) as last_outcome,
        max(visited_at) as visited_at,
        arg_max_null(due_at, visited_at) as due_at,
        arg_max_null(error, visited_at) as error
    from history.visits
    group by origin, as_of
),
stood as (
    select
        origin,
        as_of,                                                       -- the day; null for the present
        if(told = 'unchanged', found, coalesce(told, 'failed')) as outcome,
        moved_to,                                                    -- where the origin led then
        if(told in ('full', 'empty', 'unchanged'), head, null) as head,  -- the commit to judge
        if(told in ('full', 'empty', 'unchanged'), directory, null) as directory,  -- its root tree
        if(told in ('full', 'empty', 'unchanged'), committed_at, null) as committed_at,
        branch,                                                      -- the branch, tag or commit that was looked at
        last_outcome,                                                -- of the latest visit, failed or not
        visited_at,                                                  -- when that was
        due_at,                                                      -- when to come back
        error                                                        -- why its outcome is not better
    from seen
)
select
    *,
    swhid('rev', head) as swh_revision,                          -- the commit's Software Heritage identifier
    swhid('dir', directory) as swh_directory                     -- the root tree's
from stood;
