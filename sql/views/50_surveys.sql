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
repository_answers as (
    pivot (select venue, year, paper, as_of, criterion, outcome from verdicts_by_day)
    on criterion in (
        'dependencies_listed', 'dependencies', 'training', 'evaluation', 'model', 'documentation', 'licensing'
    )
    using first(outcome)
    group by venue, year, paper, as_of
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
        coalesce(answers.has_repository, 'unknown') as has_repository,  -- gives an own repository: yes, no or unknown
        own.origin,                                               -- canonical, as it was visited
        own.address,                                              -- as the paper writes it, mended
        if(own.kind = 'shortener', origins.final_origin, own.address) as repository,  -- the same, short links followed
        own.sentence as repository_sentence,                      -- the words that say so
        coalesce(answers.promised, 'unknown') as promised,         -- code is promised, and no address given
        coalesce(answers.public_data, 'unknown') as public_data,   -- its data is public: yes, no or unknown
        of_repository(repository_answers.dependencies_listed, answers.has_repository)
            as dependencies_listed,  -- yes, no, na (no repository, or gone) or unknown; likewise below
        of_repository(repository_answers.dependencies, answers.has_repository) as dependencies,  -- listed with versions
        of_repository(repository_answers.training, answers.has_repository)
            as training,  -- code that trains the paper's model
        of_repository(repository_answers.evaluation, answers.has_repository) as evaluation,  -- code that evaluates it
        of_repository(repository_answers.model, answers.has_repository) as model,  -- its weights
        of_repository(repository_answers.documentation, answers.has_repository)
            as documentation,  -- what is there and how to use it
        of_repository(repository_answers.licensing, answers.has_repository)
            as licensing,  -- a licence for the repository's own code
        origins.final_origin,                                     -- where the repository stands now
        if(days.as_of is null, origins.last_outcome, states.last_outcome) as visit_outcome,  -- of the latest visit
        if(days.as_of is null, origins.outcome, states.outcome) as repository_state,  -- full, empty, not found, ...
        if(
            days.as_of is null, origins.outcome in ('not found', 'forbidden', 'blocked'), states.outcome = 'not yet'
        ) as gone,                                                -- the host says: nothing public; or nothing yet
        states.head,                                              -- the commit that was judged
        states.directory,                                         -- its root tree
        states.swh_revision,                                      -- the commit's Software Heritage identifier
        states.swh_directory,                                     -- its root tree's
        states.committed_at,                                      -- when that was committed
        states.visited_at                                         -- when it was last looked at
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
    answered(dependencies)::int + answered(training)::int + answered(evaluation)::int
        + answered(model)::int + answered(documentation)::int
        + answered(licensing)::int as score,  -- 0 to 6, how many of the six are yes; null unless all are yes or no
    case answered(has_repository) and not coalesce(gone, false)
            and answered(public_data) and answered(dependencies) and answered(training)
        when true then 'yes'
        when false then 'no'
        else 'unknown'
    end as repeatable  -- public data, dependencies and training: yes, no (one is known to be missing) or unknown
from judged;
