-- Table 1 of the study, by venue and year, and over all years (year null): one row a metric.
with
subjects as (
    select *, has_repository = 'yes' as with_repository from survey
),
questions as (
    unpivot (
        select
            venue, year, with_repository, gone, has_repository, public_data, repeatable as repeatable_paper,
            dependencies, training, evaluation, model, documentation, licensing, repeatable
        from subjects
    )
    on has_repository, public_data, repeatable_paper, dependencies, training, evaluation, model, documentation,
        licensing, repeatable
    into name metric value outcome
),
shares as (
    select
        venue,
        year,
        metric,
        if(metric in ('has_repository', 'public_data', 'repeatable_paper'), 'papers', 'repositories') as denominator,
        count(*) filter (outcome in ('yes', 'no') and not absent) as n,
        count(*) filter (outcome = 'yes' and not absent) as yes,
        count(*) filter (outcome = 'unknown' and not absent) as unknown,
        count(*) filter (absent) as gone
    from (
        select *, coalesce(gone, false) and metric not in ('has_repository', 'public_data', 'repeatable_paper') as absent
        from questions
        where metric in ('has_repository', 'public_data', 'repeatable_paper') or with_repository
    )
    group by grouping sets ((venue, year, metric), (venue, metric))
),
scores as (
    select
        venue,
        year,
        'score' as metric,
        'repositories' as denominator,
        count(score) as n,
        avg(score) as mean,
        stddev_samp(score) as standard_deviation,
        stddev_samp(score) / sqrt(count(score)) as standard_error,
        count(*) filter (score is null and not coalesce(gone, false)) as unknown,
        count(*) filter (coalesce(gone, false)) as gone
    from subjects
    where with_repository
    group by grouping sets ((venue, year), (venue))
),
sizes as (
    select venue, year, 'papers' as metric, count(*) as n
    from subjects
    group by grouping sets ((venue, year), (venue))
),
metrics as (
    select unnest([
        'papers', 'has_repository', 'public_data', 'repeatable_paper',
        'dependencies', 'training', 'evaluation', 'model', 'documentation', 'licensing', 'repeatable', 'score'
    ]) as metric, generate_subscripts([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 1) as place
),
final as (
    select venue, year, metric, denominator, n, yes, yes / nullif(n, 0) as share,
        null as mean, null as standard_deviation, null as standard_error, unknown, gone
    from shares
    union all by name
    select venue, year, metric, denominator, n, mean, standard_deviation, standard_error, unknown, gone from scores
    union all by name
    select venue, year, metric, n from sizes
)
select
    venue,               -- the venue
    year,                -- the year; null for all years together
    metric,              -- what is measured
    denominator,         -- of what: papers, or repositories that were looked at
    n,                   -- the denominator: how many were judged
    yes,                 -- how many of these are yes
    share,               -- yes / n
    mean,                -- mean score, 0 to 6
    standard_deviation,  -- of the scores (sample)
    standard_error,      -- of the mean: standard deviation / sqrt(n)
    unknown,             -- how many more of which nothing is known; never counted as no
    gone                 -- how many more whose host says that there is nothing public
from final
join metrics using (metric)
order by venue, year nulls last, place;
