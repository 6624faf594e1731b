-- # How the shares move over the years
-- How each share of Table 1 moves over a venue's years: the slope, and the Cochran-Armitage test for trend (P. Armitage
-- (1955), Biometrics 11, 375-386) with the years as scores. Not tested (null): fewer than three years, or all or none yes.
with
shares as (
    select venue, metric, denominator, n, yes, year - min(year) over (partition by venue, metric) as t
    from outcomes
    where yes is not null and n > 0
),
summed as (
    select
        venue,
        metric,
        denominator,
        count(*) as years,
        sum(n)::bigint as n,
        sum(yes) / sum(n) as share,
        sum(yes * t) - sum(yes) * sum(n * t) / sum(n) as covariation,
        sum(n * t * t) - sum(n * t) ** 2 / sum(n) as variation
    from shares
    group by venue, metric, denominator
),
tested as (
    select
        *,
        years >= 3 and share > 0 and share < 1 as testable,
        if(testable, covariation / variation, null) as slope,
        if(testable, covariation / sqrt(share * (1 - share) * variation), null) as z
    from summed
)
select
    venue,                                                -- the venue
    metric,                                               -- what is measured, as in table1
    denominator,                                          -- of what: papers, or repositories that were looked at
    years,                                                -- years of which something was judged
    n,                                                    -- how many were judged in all of them
    slope,                                                -- change of the share a year, by least squares over all judged
    if(slope > 0, 'up', if(slope < 0, 'down', null)) as direction,  -- up or down
    z,                                                    -- the test's statistic, standard normal where there is no trend
    two_sided_p_value(z) as p                             -- its two-sided p-value
from tested
order by venue, denominator, metric;
