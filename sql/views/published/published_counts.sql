-- The counts that published percentages imply, given the denominators that the same table implies: papers, and of them
-- those with a repository. Whoever publishes how many repositories are repeatable says it of all papers, too.
create view published_counts as
with
percentages as (
    select * from published_figures where metric not in ('papers', 'score_mean', 'score_spread')
),
papers as (
    select source, venue, year, written::bigint as n from published_figures where metric = 'papers'
),
denominators as (
    select source, venue, year, 'papers' as denominator, n from papers
    union all
    select source, venue, year, 'repositories', unnest(generate_series(fewest_of(n, written), most_of(n, written)))
    from percentages
    join papers using (source, venue, year)
    where metric = 'has_repository'
),
fitted as (
    select *, fewest_of(n, written) as fewest, most_of(n, written) as most, fewest <= most as fits
    from percentages
    left join denominators using (source, venue, year, denominator)
),
counted as (
    select
        source,
        venue,
        year,
        metric,
        denominator,
        written,
        coalesce(min(n) filter (fits), min(n)) as n_low,
        coalesce(max(n) filter (fits), max(n)) as n_high,
        min(fewest) filter (fits) as yes_low,
        max(most) filter (fits) as yes_high
    from fitted
    group by source, venue, year, metric, denominator, written
),
followed as (
    select source, venue, year, 'repeatable_paper' as metric, 'papers' as denominator, n as n_low, n as n_high, yes_low, yes_high
    from counted
    join papers using (source, venue, year)
    where metric = 'repeatable'
        and (source, venue, year) not in (select (source, venue, year) from published_figures where metric = 'repeatable_paper')
)
select
    source,                                 -- the name of the published table
    venue,                                  -- the venue
    year,                                   -- the year
    metric,                                 -- what is measured, as in table1
    denominator,                            -- papers or repositories
    written,                                -- the percentage as published; null where it follows from another
    n_low,                                  -- the denominator: from
    n_high,                                 -- to
    yes_low,                                -- the count: from; null where none fits
    yes_high                                -- to
from (from counted union all by name from followed);
