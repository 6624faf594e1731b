-- A row a repository that a paper's own address leads to and that was looked into: whether the Software Heritage archive
-- holds the state that is scored. It does (yes) where it has the commit, or its root tree; it does not (no) where it has
-- said so of each identifier of the state; all else is unknown.
create view archive as
with
repositories as (
    select
        final_origin as origin,
        count(*) as papers,
        any_value(swh_revision) as swh_revision,
        any_value(swh_directory) as swh_directory
    from surveyed
    where has_repository = 'yes' and head is not null
    group by final_origin
),
answers as (
    select unnest(max_by(rows, asked_at)) from history.archive_answers as rows group by swhid
),
requests as (
    select unnest(max_by(rows, asked_at)) from history.archive_requests as rows group by origin
)
select
    repositories.origin,                                         -- where the repository stands now
    repositories.papers,                                         -- papers whose own it is
    repositories.swh_revision,                                   -- of the commit that is scored
    repositories.swh_directory,                                  -- of its root tree; null where that is not known
    case
        when revision.held or directory.held then 'yes'
        when not revision.held and (not directory.held or repositories.swh_directory is null) then 'no'
        else 'unknown'
    end as held,                                                 -- yes, no or unknown
    greatest(revision.asked_at, directory.asked_at) as asked_at,  -- when the archive told
    requests.outcome as save_request,                            -- accepted, rejected, pending; null: never asked
    requests.asked_at as save_requested_at,                      -- when it was asked to save
    requests.note as save_note                                   -- what the archive said of it
from repositories
left join answers as revision on revision.swhid = repositories.swh_revision
left join answers as directory on directory.swhid = repositories.swh_directory
left join requests on requests.origin = repository_of(repositories.origin);
