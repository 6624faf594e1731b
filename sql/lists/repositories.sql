-- A row a repository that a paper names as its own: what is known of it today, and what its host tells of it.
with
own as (
    select origin, count(*) as papers from survey where has_repository = 'yes' group by origin
)
select
    own.origin,                             -- the repository's canonical URL
    own.papers,                             -- papers whose own it is
    origins.final_origin,                   -- where it stands now, redirects followed
    coalesce(origins.outcome, 'failed') as outcome,  -- what is known there: full, empty, not found, ...; failed: nothing
    origins.last_outcome,                   -- of the latest visit, failed or not
    origins.visited_at,                     -- when that was
    origins.due_at,                         -- when to come back
    origins.error,                          -- why the outcome of the latest visit is not better
    origins.head,                           -- the commit that is judged
    origins.swh_revision,                   -- its Software Heritage identifier
    origins.swh_directory,                  -- that of its root tree
    origins.committed_at,                   -- when it was committed
    metadata.stars,                         -- stars or likes, as the host tells; empty here and below where it was not asked
    metadata.forks,                         -- forks
    metadata.created_at,                    -- when it was made on this host
    metadata.pushed_at,                     -- when it was last pushed to
    metadata.archived,                      -- whether its owner declared it read-only
    metadata.licence                        -- licence as the host sees it
from own
left join origins using (origin)
left join metadata on metadata.origin = repository_of(origins.final_origin)
order by own.origin;
