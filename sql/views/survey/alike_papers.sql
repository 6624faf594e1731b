-- Of each venue's year the papers with the same answers, as of the present, and how many they are: what the counts ask of
-- them, and of their repositories only whether they are gone. Papers and verdicts are gone over once and together, as a join
-- of both costs as much again; what one run said of a paper is brought together as one number, the numbers of several runs
-- laid over each other, and only those that differ are taken apart. Where there are no reviews, the variable verdicts_of
-- names the automatic verdicts.
create view alike_papers as
with
rows as (
    select venue, year, paper, crawled_at as told_at, packed_answer('is a paper', if(kind = 'paper', 'yes', 'no')) as answers
    from history.papers
    union all
    select
        venue,
        year,
        paper,
        assessed_at as told_at,
        packed_answer(criterion, outcome)
        | case
            when criterion = 'has_repository' then packed_answer('gone', if(gone_origins.origin is null, 'no', 'yes'))
            when criterion = 'training' then packed_answer('no folder', if(reason = 'folder not found', 'yes', 'no'))
            else 0
        end as answers
    from query_table(coalesce(getvariable('verdicts_of'), 'all_verdicts')) as verdicts
    left join gone_origins on gone_origins.origin = if(criterion = 'has_repository', verdicts.origin, null)
    where as_of is null
),
runs as (
    select venue, year, paper, told_at, coalesce(bit_or(answers), 0) as answers
    from rows
    group by venue, year, paper, told_at
),
told as (
    select venue, year, paper, list({'told_at': told_at, 'answers': answers}) as runs
    from runs
    group by venue, year, paper
),
latest as (
    select
        venue,
        year,
        if(
            len(runs) = 1,
            runs[1].answers,
            list_reduce([run.answers for run in list_sort(runs)], lambda earlier, later: laid_over(earlier, later))
        ) as answers
    from told
),
counted as (
    select venue, year, answers, count(*) as papers
    from latest
    where answer_in(answers, 'is a paper') = 'yes'
    group by venue, year, answers
),
judged as (
    select
        venue,
        year,
        coalesce(answer_in(answers, 'has_repository'), 'unknown') as own,
        of_repository(answer_in(answers, '{table1}'), if(is_about_paper('{table1}'), null, own)) as {table1},
        coalesce(answer_in(answers, 'no folder') = 'yes', false)
        or (own = 'yes' and answer_in(answers, 'gone') = 'yes') as gone,
        sum(papers)::bigint as papers
    from counted
    group by all
)
select
    venue,
    year,
    {table1},  -- {meaning}
    gone,    -- the host says: nothing public at the address
    0
        + answered({score})::int
        as score,  -- 0 to 6, how many of the six are yes; null unless all are yes or no
    repeatable_by(has_repository, gone, public_data, dependencies, training)
        as repeatable,  -- public data, dependencies and training: yes, no (one is known to be missing), na (no data) or unknown
    papers   -- how many
from judged;
