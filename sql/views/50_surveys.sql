-- A row a paper and day (as_of; null for the present): every verdict, the score and whether it is repeatable. Front matter
-- is left out. Whether a paper gives a repository and public data does not depend on the day.
create view surveys as
with
days as (
    select null::timestamptz as as_of
    union all
    select distinct as_of from history.visits where as_of is not null
),
answers as (
    pivot (select venue, year, paper, criterion, outcome from verdicts)
    on criterion in ('has_repository', 'promised', 'public_data')
    using first(outcome)
    group by venue, year, paper
),
own as (
    select
        verdicts.venue,
        verdicts.year,
        verdicts.paper,
        verdicts.origin,
        candidates.kind,
        coalesce('https://' || candidates.address, verdicts.origin) as address,
        verdicts.evidence[1].quote as sentence
    from verdicts
    left join candidates using (venue, year, paper, origin)
    where verdicts.criterion = 'has_repository' and verdicts.outcome = 'yes'
),
judged as (
    select
        papers.venue,
        papers.year,
        papers.paper,
        days.as_of,
        papers.title,
        papers.authors,
        papers.landing_url,
        coalesce(readings.outcome, 'not read') as reading,        -- what became of the PDF
        coalesce(answers.has_repository, 'unknown') as has_repository,
        own.origin,                                               -- canonical, as it was visited
        own.address,                                              -- as the paper writes it, mended
        if(own.kind = 'shortener', origins.final_origin, own.address) as repository,  -- the same, short links followed
        own.sentence as repository_sentence,                      -- the words that say so
        coalesce(answers.promised, 'unknown') as promised,         -- code is promised, and no address given
        coalesce(answers.public_data, 'unknown') as public_data,
        of_repository(repository_answers.dependencies_listed, answers.has_repository) as dependencies_listed,
        of_repository(repository_answers.dependencies, answers.has_repository) as dependencies,
        of_repository(repository_answers.training, answers.has_repository) as training,
        of_repository(repository_answers.evaluation, answers.has_repository) as evaluation,
        of_repository(repository_answers.model, answers.has_repository) as model,
        of_repository(repository_answers.documentation, answers.has_repository) as documentation,
        of_repository(repository_answers.licensing, answers.has_repository) as licensing,
        origins.final_origin,                                     -- where the repository stands now
        if(days.as_of is null, origins.last_outcome, states.last_outcome) as visit_outcome,
        if(days.as_of is null, origins.outcome, states.outcome) as repository_state,  -- full, empty, not found, ...
        -- the host says: nothing public; or there was nothing yet
        if(
            days.as_of is null, origins.outcome in ('not found', 'forbidden', 'blocked'), states.outcome = 'not yet'
        ) as gone,
        states.head,
        states.directory,
        states.swh_revision,                                      -- the commit's Software Heritage identifier
        states.swh_directory,                                     -- its root tree's
        states.committed_at,
        states.visited_at
    from papers
    cross join days
    left join readings using (venue, year, paper)
    left join answers using (venue, year, paper)
    left join repository_answers
        on repository_answers.venue = papers.venue and repository_answers.year = papers.year
        and repository_answers.paper = papers.paper and repository_answers.as_of is not distinct from days.as_of
    left join own using (venue, year, paper)
    left join origins on origins.origin = own.origin
    left join states on states.origin = origins.final_origin and states.as_of is not distinct from days.as_of
    where papers.kind = 'paper'
)
select
    *,
    score_of(dependencies, training, evaluation, model, documentation, licensing) as score,
    repeatable_by(has_repository, gone, public_data, dependencies, training) as repeatable
from judged;
