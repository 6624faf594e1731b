-- # Table 1
-- How many papers and repositories meet each question. By venue and year, and over all years (year null): one row a metric.
with
summed as (
    select
        venue,
        year,
        metric,
        any_value(denominator) as denominator,
        sum(n)::bigint as n,
        sum(yes)::bigint as yes,
        sum(unknown)::bigint as unknown,
        sum(gone)::bigint as gone,
        sum(not_applicable)::bigint as not_applicable,
        sum(total) / nullif(sum(n), 0) as mean,
        sqrt((sum(squares) - sum(total) ** 2 / sum(n)) / nullif(sum(n) - 1, 0)) as standard_deviation
    from outcomes
    group by grouping sets ((venue, year, metric), (venue, metric))
)
select
    venue,                                                     -- the venue
    year,                                                      -- the year; null for all years together
    metric,                                                    -- what is measured
    denominator,                                               -- of what: papers, or repositories that were looked at
    n,                                                         -- the denominator: how many were judged
    yes,                                                       -- how many of these are yes
    yes / nullif(n, 0) as share,                               -- yes / n
    mean,                                                      -- mean score, 0 to 6
    if(
        metric = 'score',
        if(n > 1, greatest(0, mean - margin_of_error(standard_deviation, n)), null),
        wilson_low(yes, n)
    ) as low,                                                  -- where the 95 % interval of the share or mean begins
    if(
        metric = 'score',
        if(n > 1, least(6, mean + margin_of_error(standard_deviation, n)), null),
        wilson_high(yes, n)
    ) as high,                                                 -- where it ends: Wilson's of a share, Student's t of a mean
    standard_deviation,                                        -- of the scores (sample)
    standard_deviation / sqrt(n) as standard_error,            -- of the mean: standard deviation / sqrt(n)
    unknown,                                                   -- how many more of which nothing is known; never counted as no
    gone,                                                      -- how many more whose host says that there is nothing public
    not_applicable                                             -- to how many more it does not apply (public data: papers without)
from summed
join metrics using (metric)
order by venue, year nulls last, place;
