-- The links to weights and data that each repository names today, and whether they answer. A failed question says
-- nothing, so the answer before it stands.
create view artifacts as
with
latest as (
    select found.*
    from history.artifacts as found
    join states on states.origin = found.origin and coalesce(states.head, '') = found.head and states.as_of is null
    qualify found.found_at = max(found.found_at) over (partition by found.origin)
),
telling as (
    select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
    from history.artifact_visits as rows
    group by url
),
last as (
    select url, max_by(outcome, asked_at) as outcome, max(asked_at) as asked_at, max_by(due_at, asked_at) as due_at
    from history.artifact_visits
    group by url
)
select
    latest.origin,
    latest.head,
    latest.url,
    latest.kind,                                                 -- weights or data
    latest.path,                                                 -- where the link stands first
    latest.line,
    coalesce(telling.outcome, 'failed') as outcome,              -- available, gone, forbidden; failed: nothing is known
    telling.status,
    telling.size,                                                -- bytes, where told
    telling.content_type,
    telling.final_url,
    telling.error,                                               -- why the outcome is not available
    last.outcome as last_outcome,                                -- of the latest question; null where none was put
    last.asked_at,                                               -- when that was
    last.due_at                                                  -- when to ask again
from latest
left join telling using (url)
left join last using (url)
where latest.url is not null;
