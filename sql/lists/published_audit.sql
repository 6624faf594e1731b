-- Published tables held against themselves: for each figure what the others leave possible, and whether it is. The spread
-- behind the ± is tried as each that it could be.
with
counts as (
    select
        source, venue, year, 'count' as question, metric, 'percent' as unit, written::double as published, n_high as n,
        yes_low as lowest, yes_high as highest, yes_low is not null as holds
    from published_counts
    where written is not null
),
totals as (
    select
        source, venue, metric, sum(n_low) as n_low, sum(n_high) as n_high,
        if(count(yes_low) = count(*), sum(yes_low), null) as yes_low,
        if(count(yes_high) = count(*), sum(yes_high), null) as yes_high
    from published_counts
    group by source, venue, metric
    union all
    select source, venue, metric, null, null, sum(written::bigint), sum(written::bigint)
    from published_figures
    where metric = 'papers'
    group by source, venue, metric
),
claims as (
    select
        source, venue, 'text' as question, metric, unit, written::double as published, n_high as n,
        if(unit = 'count', yes_low, 100 * yes_low / n_high) as lowest,
        if(unit = 'count', yes_high, 100 * yes_high / n_low) as highest,
        if(unit = 'count', 0, half_unit(written)) as rounding,
        published + rounding >= lowest and published - rounding <= highest as holds
    from published_claims
    join totals using (source, venue, metric)
),
scores as (
    select
        source, venue, year, max(n_high) as n, sum(yes_low) / max(n_high) as lowest, sum(yes_high) / min(n_low) as highest,
        sqrt(sum(written::double / 100 * (1 - written::double / 100))) as independent
    from published_counts
    where metric in (select criterion from criteria where in_score)
    group by source, venue, year
    having count(yes_low) = 6
),
-- the mean of a sum is the sum of the means
means as (
    select
        source, venue, year, 'mean' as question, metric, 'score' as unit, written::double as published, n, lowest, highest, independent,
        published + half_unit(written) >= lowest and published - half_unit(written) <= highest as holds
    from published_figures
    join scores using (source, venue, year)
    where metric = 'score_mean'
),
-- Of n whole numbers from 0 to 6 with a given mean the standard deviation is smallest where all are one of the two next to
-- it, and largest where all are 0 or 6: R. Bhatia, C. Davis (2000), Am. Math. Mon. 107, 353-357.
deviations as (
    select
        source, venue, year, n, independent,
        sqrt((published - floor(published)) * (ceil(published) - published) * n / (n - 1)) as smallest,
        sqrt(published * (6 - published) * n / (n - 1)) as largest
    from means
    where n > 1
),
readings as (
    select
        source, venue, year, n,
        unnest([
            {'question': 'standard deviation', 'lowest': smallest, 'highest': largest},
            {'question': 'standard error', 'lowest': smallest / sqrt(n), 'highest': largest / sqrt(n)},
            {
                'question': 'half a 95 % interval',
                'lowest': normal_quantile() * smallest / sqrt(n), 'highest': normal_quantile() * largest / sqrt(n)
            },
            {'question': 'independent criteria', 'lowest': independent, 'highest': independent}
        ], recursive := true)
    from deviations
),
spreads as (
    select
        source, venue, year, question, metric, 'score' as unit, written::double as published, n, lowest, highest,
        published + half_unit(written) >= lowest and published - half_unit(written) <= highest as holds
    from published_figures
    join readings using (source, venue, year)
    where metric = 'score_spread'
)
select
    source,     -- the published table's name
    venue,      -- the venue
    year,       -- the year; null for all together
    question,   -- count: is there one of n that rounds to it; text: does the sum of the years bear out what the text says;
                -- mean: is it the sum of the criteria's shares; and what the ± of the score can be: its standard deviation,
                -- its mean's standard error, half a 95 % interval of it, or what independent criteria would give
    metric,     -- what is measured
    unit,       -- of the published figure: percent, count or score (0 to 6)
    published,  -- the published figure
    n,          -- of how many; null where it is no share
    lowest,     -- the lowest that the rest of the table allows, of a percentage as a count; null where none fits
    highest,    -- the highest
    holds       -- whether the published figure is possible, as rounded
from (
    from counts union all by name select * exclude (rounding) from claims
    union all by name select * exclude (independent) from means union all by name from spreads
) as audited
order by
    source,
    venue,
    array_position(
        [
            'count', 'text', 'mean',
            'standard deviation', 'standard error', 'half a 95 % interval', 'independent criteria'
        ],
        question
    ),
    (select place from metrics where metrics.metric = audited.metric),
    year nulls last;
