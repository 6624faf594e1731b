-- # How the shares move over the years
-- How each share of Table 1 moves over a venue's years: the slope, and a test for trend. It is that of Cochran and Armitage
-- (P. Armitage (1955), Biometrics 11, 375-386) with the years as scores. A venue's tests are many, so their p-values are
-- corrected for their number by the method of S. Holm (1979), Scand. J. Statist. 6, 65-70, which needs no independence of
-- the questions. Nothing is tested (null, and why) of fewer than three years, fewer than ten judged in a year, or all or
-- none yes.
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
        min(n)::bigint as fewest,
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
        case
            when years < 3 then 'fewer than three years'
            when fewest < 10 then 'fewer than ten judged in a year'
            when share = 1 then 'all are yes'
            when share = 0 then 'none is yes'
        end as not_tested,
        if(not_tested is null, covariation / variation, null) as slope,
        if(not_tested is null, covariation / sqrt(share * (1 - share) * variation), null) as z,
        two_sided_p_value(z) as p
    from summed
),
ranked as (
    select
        *,
        count(p) over (partition by venue) as tests,
        if(p is null, null, tests + 1 - row_number() over (partition by venue order by p)) as left_to_test
    from tested
)
select
    venue,                                                -- the venue
    metric,                                               -- what is measured, as in table1
    denominator,                                          -- of what: papers, or repositories that were looked at
    years,                                                -- years of which something was judged
    n,                                                    -- how many were judged in all of them
    fewest,                                               -- how many in the year of which the fewest were judged
    slope,                                                -- change of the share a year, by least squares over all judged
    if(slope > 0, 'up', if(slope < 0, 'down', null)) as direction,  -- up or down
    z,                                                    -- the test's statistic, standard normal where there is no trend
    p,                                                    -- its two-sided p-value
    tests,                                                -- how many shares of the venue were tested
    if(p is null, null, least(1, max(left_to_test * p) over (partition by venue order by p, left_to_test desc)))
        as p_holm,                                        -- the p-value corrected for their number (Holm)
    not_tested                                            -- why nothing was tested; null where it was
from ranked
order by venue, denominator, metric;
