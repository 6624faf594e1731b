-- What Table 1 is made of, by venue and year: how each of its questions is answered, and the sums of the scores. A row a
-- metric. Papers with the same answers are counted first, so that everything else is a sum over few rows: as of the present
-- those of alike_papers, so that nothing else is read; of a day or the first visits, alike_surveyed, which the variable
-- alike_of names.
create view outcomes as
with
alike as materialized (
    select *, has_repository = 'yes' as with_repository, repeatable as repeatable_paper
    from query_table(coalesce(getvariable('alike_of'), 'alike_papers'))
),
answers as (
    unpivot (select * exclude (score) from alike)
    on
        {table1},
        repeatable_paper, repeatable
    into name metric value outcome
),
questions as (
    select venue, year, metric, outcome, with_repository, gone, sum(papers) as papers
    from answers
    group by all
),
asked as (
    select *, if(metric = 'repeatable_paper' or is_about_paper(metric), 'papers', 'repositories') as denominator
    from questions
    where denominator = 'papers' or with_repository
),
counted as (
    select
        venue,
        year,
        metric,
        denominator,
        sum(papers) filter (outcome in ('yes', 'no') and (denominator = 'papers' or not gone)) as n,
        sum(papers) filter (outcome = 'yes' and (denominator = 'papers' or not gone)) as yes,
        sum(papers) filter (outcome = 'unknown' and (denominator = 'papers' or not gone)) as unknown,
        sum(papers) filter (denominator = 'repositories' and gone) as gone,
        sum(papers) filter (outcome = 'na' and (denominator = 'papers' or not gone)) as not_applicable
    from asked
    group by all
    union all by name
    select
        venue,
        year,
        'score' as metric,
        'repositories' as denominator,
        sum(papers) filter (score is not null) as n,
        sum(papers) filter (score is null and not gone) as unknown,
        sum(papers) filter (gone) as gone,
        sum(papers * score) as total,
        sum(papers * score * score) as squares
    from alike
    where with_repository
    group by all
    union all by name
    select venue, year, 'papers' as metric, sum(papers) as n
    from alike
    group by all
)
select
    venue,                                  -- the venue
    year,                                   -- the year
    metric,                                 -- what is measured
    denominator,                            -- papers, or repositories that were looked at
    coalesce(n, 0)::bigint as n,            -- how many were judged
    if(metric in ('score', 'papers'), null, coalesce(yes, 0)::bigint) as yes,      -- how many of these are yes
    if(metric = 'papers', null, coalesce(unknown, 0)::bigint) as unknown,          -- how many more cannot be judged
    if(metric = 'papers', null, coalesce(gone, 0)::bigint) as gone,                -- how many more show nothing public
    if(metric = 'papers', null, coalesce(not_applicable, 0)::bigint) as not_applicable,  -- to how many more it does not apply
    total::bigint as total,                 -- of the scores
    squares::bigint as squares              -- of the scores' squares
from counted;
