-- A row a paper, as of the present: what the counts ask of it, and of its repository only whether it is gone. Papers and
-- verdicts are gone over once and together, as a join of both costs as much again; each answer is taken as the largest of
-- its numbers (dated), as max_by costs twice that. Where there are no reviews, the variable verdicts_of names the
-- automatic verdicts.
create view graded_papers as
with
rows as (
    select venue, year, paper, kind, crawled_at
    from history.papers
    union all by name
    select venue, year, paper, criterion, origin, reason, assessed_at, dated(outcome, assessed_at) as answer
    from query_table(coalesce(getvariable('verdicts_of'), 'all_verdicts'))
    where as_of is null
),
latest as (
    select
        venue,
        year,
        paper,
        max_by(kind, crawled_at) as kind,
        arg_max_null(origin, assessed_at) filter (criterion = 'has_repository') as origin,
        arg_max_null(reason, assessed_at) filter (criterion = 'training') is not distinct from 'folder not found' as no_folder,
        answer_in(max(answer) filter (criterion = 'has_repository')) as has_repository,
        answer_in(max(answer) filter (criterion = '{paper}')) as {paper},
        answer_in(max(answer) filter (criterion = '{repository}')) as {repository},
    from rows
    group by venue, year, paper
),
papers as (
    select
        venue,
        year,
        paper,
        kind,
        coalesce(has_repository, 'unknown') as has_repository,  -- gives an own repository: yes, no or unknown
        if(has_repository = 'yes', latest.origin, null) as origin,  -- canonical, as it was visited
        coalesce({paper}, 'unknown') as {paper},  -- {meaning}
        of_repository({repository}, has_repository) as {repository},  -- {meaning}
        no_folder or gone_origins.origin is not null as gone,  -- the host says: nothing public at the address
    from latest
    left join gone_origins on gone_origins.origin = latest.origin and latest.has_repository = 'yes'
    where kind = 'paper'
)
select
    *,
    null::timestamptz as as_of,                                   -- the day; null for the present
    0
        + answered({score})::int
        as score,  -- 0 to 6, how many of the six are yes; null unless all are yes or no
    repeatable_by(has_repository, gone, public_data, dependencies, training)
        as repeatable  -- public data, dependencies and training: yes, no (one is known to be missing), na (no data) or unknown
from papers;
