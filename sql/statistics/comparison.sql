-- # Beside published figures
-- A survey beside published figures. By venue, year and metric, and over all years that both have (year null). Both are
-- counts of nearly the same papers, so that no test for independent samples applies. What is said instead: where the
-- survey's figure would stand if all that it could not judge were no, or all yes. Beyond that, rules, readers or time
-- differ.
with
ours as materialized (
    from outcomes
),
published_shares as (
    select source, venue, year, metric, denominator, written, n_low, n_high, yes_low, yes_high, 'percent' as unit
    from published_counts
    union all by name
    select source, venue, year, 'score' as metric, denominator, written, 'score' as unit
    from published_figures
    where metric = 'score_mean'
),
not_decided as (
    select venue, year, unknown as undecided from ours where metric = 'has_repository'
),
no_longer_public as (
    select venue, year, gone as gone_repositories from ours where metric = 'repeatable'
),
by_year as (
    select
        published_shares.*,
        ours.* exclude (venue, year, metric, denominator, gone),
        if(metric = 'repeatable_paper', gone_repositories, ours.gone) as gone,
        if(published_shares.denominator = 'repositories', undecided, 0) as undecided
    from published_shares
    join ours using (venue, year, metric)
    join not_decided using (venue, year)
    left join no_longer_public using (venue, year)
),
summed as (
    select
        source,
        venue,
        year,
        metric,
        denominator,
        unit,
        if(grouping(year) = 0, any_value(written), null) as written,
        sum(n_low) as n_low,
        sum(n_high) as n_high,
        if(count(yes_low) = count(*), sum(yes_low), null) as yes_low,
        if(count(yes_high) = count(*), sum(yes_high), null) as yes_high,
        sum(n) as n,
        sum(yes) as yes,
        sum(unknown) as unknown,
        coalesce(sum(gone), 0) as gone,
        sum(not_applicable) as not_applicable,
        sum(undecided) as undecided,
        sum(total) as total,
        sqrt((sum(squares) - sum(total) ** 2 / sum(n)) / nullif(sum(n) - 1, 0)) as standard_deviation
    from by_year
    group by grouping sets (
        (source, venue, year, metric, denominator, unit), (source, venue, metric, denominator, unit)
    )
),
-- of the possible maximum, 100 percent or a score of 6, the part that was reached, and the denominator with what could
-- not be judged; papers whose repository is gone are judged: not repeatable
parts as (
    select
        *,
        if(unit = 'percent', 100, 6) as maximum,
        if(unit = 'percent', yes, coalesce(total, 0) / 6) as reached,
        n + unknown as with_unknown,
        n + unknown + if(denominator = 'papers', 0, gone) as with_gone,
        with_gone + undecided as with_undecided,
        coalesce(written::double, 100 * (yes_low + yes_high) / (n_low + n_high)) as published
    from summed
),
bounded as (
    select
        *,
        maximum * reached / nullif(n, 0) as figure,
        margin_of_error(standard_deviation, n) as reach,
        if(unit = 'percent', 100 * wilson_low(yes, n), if(n > 1, greatest(0, figure - reach), null)) as low,
        if(unit = 'percent', 100 * wilson_high(yes, n), if(n > 1, least(6, figure + reach), null)) as high,
        maximum * reached / nullif(with_unknown, 0) as if_all_unknown_no,
        maximum * (reached + unknown) / nullif(with_unknown, 0) as if_all_unknown_yes,
        maximum * reached / nullif(with_gone, 0) as if_all_gone_no,
        maximum * (reached + unknown + gone) / nullif(with_gone, 0) as if_all_gone_yes,
        maximum * reached / nullif(with_undecided, 0) as if_all_undecided_no,
        maximum * (reached + unknown + gone + undecided) / nullif(with_undecided, 0) as if_all_undecided_yes,
        published - coalesce(half_unit(written), 0) as least_published,
        published + coalesce(half_unit(written), 0) as most_published
    from parts
    where published is not null
),
compared as (
    select
        *,
        published between low and high as within_interval,
        case
            when figure between least_published and most_published then 'same'
            when most_published >= if_all_unknown_no and least_published <= if_all_unknown_yes then 'unknown'
            when most_published >= if_all_gone_no and least_published <= if_all_gone_yes then 'gone'
            when most_published >= if_all_undecided_no and least_published <= if_all_undecided_yes then 'undecided'
            else 'other'
        end as explanation
    from bounded
),
sizes as (
    select
        source, venue, year, 'papers' as metric, 'papers' as unit,
        sum(written::bigint)::double as published, sum(n) as n, sum(n)::double as figure
    from published_figures
    join ours using (venue, year, metric)
    where metric = 'papers'
    group by grouping sets ((source, venue, year), (source, venue))
),
spreads as (
    select
        source, venue, year, 'score_spread' as metric, denominator, 'score' as unit,
        spread.written::double as published, n, standard_deviation as figure, unknown, gone, undecided
    from summed
    join published_figures as spread using (source, venue, year, denominator)
    where summed.metric = 'score' and spread.metric = 'score_spread'
)
select
    source,                                                    -- the published table's name
    venue,                                                     -- the venue
    year,                                                      -- the year; null for all that both have together
    metric,                                                    -- what is measured
    denominator,                                               -- of what: papers, or repositories
    unit,                                                      -- of the figures: percent, score (0 to 6) or papers
    published,                                                 -- the published figure; over all years, by its counts
    if(n_low = n_high, n_low, null)::bigint as published_n,    -- its denominator; null where several fit
    if(yes_low = yes_high, yes_low, null)::bigint as published_yes,  -- the count that it implies; null where several fit
    n::bigint as n,                                            -- how many the survey judged
    yes::bigint as yes,                                        -- how many of these are yes
    figure as ours,                                            -- the survey's figure
    low,                                                       -- where its 95 % interval begins
    high,                                                      -- where it ends: Wilson's of a share, Student's t of a mean
    unknown::bigint as unknown,                                -- how many more are unknown
    gone::bigint as gone,                                      -- repositories gone: beside n, or of papers in it as no
    not_applicable::bigint as not_applicable,                  -- to how many more it does not apply
    undecided::bigint as undecided,                            -- papers that may have a repository or none
    if_all_unknown_no,                                         -- the survey's figure if all unknown were no
    if_all_unknown_yes,                                        -- if all were yes
    if_all_gone_no,                                            -- if all unknown and all gone ones were no
    if_all_gone_yes,                                           -- if all were yes
    if_all_undecided_no,                                       -- if besides all undecided papers had one with a no
    if_all_undecided_yes,                                      -- with a yes
    figure - published as difference,                          -- in the unit: percentage points, or of the score
    unit = 'percent' and abs(figure - published) > 10 as over_ten_points,  -- whether it is more than ten points
    within_interval,                                           -- whether the published figure lies within low and high
    explanation  -- same (as rounded); what alone can explain the difference: unknown, gone with it, undecided with them; other
from (from compared union all by name from sizes union all by name from spreads)
join metrics using (metric)
order by source, venue, year nulls last, place;
