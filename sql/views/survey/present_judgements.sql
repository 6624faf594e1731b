-- A row a paper or submission (kind), as of the present: every verdict, what became of its repository, the score and whether
-- it is repeatable. Front matter is left out.
create view present_judgements as
with
judged as (
    select
        papers.venue,
        papers.year,
        papers.paper,
        papers.kind,
        papers.title,
        papers.authors,
        papers.landing_url,
        coalesce(answers.has_repository, 'unknown') as has_repository,
        if(answers.has_repository = 'yes', answers.origin, null) as origin,  -- canonical, as it was visited
        if(answers.has_repository = 'yes', answers.sentence, null) as repository_sentence,  -- the words that say so
        coalesce(answers.{paper}, 'unknown') as {paper},
        of_repository(answers.{repository}, answers.has_repository) as {repository},
        coalesce(answers.no_folder, false) as no_folder,
    from listed_papers as papers
    left join answers
        on answers.venue = papers.venue and answers.year = papers.year and answers.paper = papers.paper
        and answers.as_of is null
    where papers.kind in ('paper', 'submission')
)
select
    judged.* exclude (no_folder),
    null::timestamptz as as_of,                                   -- the day; null for the present
    null::timestamptz as judged_as_of,                            -- as of when its repository is judged; null for the present
    origins.final_origin,                                         -- where the repository stands now
    origins.last_outcome as visit_outcome,                         -- of the latest visit
    if(no_folder, 'folder not found', origins.outcome) as repository_state,  -- full, empty, not found, ...
    is_gone(if(no_folder, 'folder not found', origins.outcome)) as gone,  -- the host says: nothing public at the address
    origins.head,
    origins.directory,
    origins.swh_revision,                                         -- the commit's Software Heritage identifier
    origins.swh_directory,                                        -- its root tree's
    origins.committed_at,
    origins.visited_at,
    0
        + answered({score})::int
        as score,  -- 0 to 6, how many of the six are yes; null unless all are yes or no
    repeatable_by(has_repository, gone, public_data, dependencies, training)
        as repeatable  -- public data, dependencies and training: yes, no (one is known to be missing), na (no data) or unknown
from judged
left join origins on origins.origin = judged.origin;
