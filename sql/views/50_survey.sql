-- A row a paper: every verdict, the score and whether it is repeatable. Front matter is left out.
create view survey as
with
answers as (
    pivot (select venue, year, paper, criterion, outcome from verdicts)
    on criterion in (
        'has_repository', 'public_data', 'dependencies_listed', 'dependencies', 'training', 'evaluation',
        'model', 'documentation', 'licensing'
    )
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
        papers.title,
        papers.authors,
        papers.landing_url,
        coalesce(readings.outcome, 'not read') as reading,        -- what became of the PDF
        answers.has_repository,
        own.origin,                                               -- canonical, as it was visited
        own.address,                                              -- as the paper writes it, mended
        if(own.kind = 'shortener', origins.final_origin, own.address) as repository,  -- the same, short links followed
        own.sentence as repository_sentence,                      -- the words that say so
        answers.public_data,
        answers.dependencies_listed,
        answers.dependencies,
        answers.training,
        answers.evaluation,
        answers.model,
        answers.documentation,
        answers.licensing,
        origins.final_origin,                                     -- where the repository stands now
        origins.last_outcome as visit_outcome,
        origins.outcome in ('not found', 'forbidden', 'blocked') as gone,  -- the host says: nothing public
        origins.head,
        origins.committed_at,
        origins.visited_at
    from papers
    left join readings using (venue, year, paper)
    left join answers using (venue, year, paper)
    left join own using (venue, year, paper)
    left join origins on origins.origin = own.origin
    where papers.kind = 'paper'
)
select
    *,
    -- 0 to 6; null unless all six are answered yes or no
    answered(dependencies)::int + answered(training)::int + answered(evaluation)::int
        + answered(model)::int + answered(documentation)::int + answered(licensing)::int as score,
    -- public data and dependencies and training; no where any of them is known to be missing
    case answered(has_repository) and not coalesce(gone, false)
            and answered(public_data) and answered(dependencies) and answered(training)
        when true then 'yes'
        when false then 'no'
        else 'unknown'
    end as repeatable
from judged;
