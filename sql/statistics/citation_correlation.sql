-- # Are papers with a higher score cited more?
-- Whether papers with a higher score are cited more: Spearman's rank correlation with its 95 % interval, for each service
-- that was asked. By venue and year, and over all years (year null). Ties have their average rank. As older papers had
-- more time to be cited, the years are also taken out: ranks within a year, as 2 * (rank - 0.5) / papers - 1, are
-- the probability-scale residuals whose correlation is the partial rank correlation given the year (Liu, Li, Wanga and
-- Shepherd, Covariate-adjusted Spearman's rank correlation with probability-scale residuals, Biometrics 74 (2018),
-- 595-605); its interval has one degree of freedom less for each further year, as Fisher's has for partial correlations.
with
sources as (
    select distinct source from citations
),
asked as (
    select survey.venue, survey.year, sources.source, survey.score, citations.citations
    from survey
    cross join sources
    left join citations using (venue, year, paper, source)
),
sizes as (
    select
        venue,
        year,
        source,
        count(*) as papers,
        count(*) filter (score is null) as without_score,
        count(*) filter (score is not null and citations is null) as without_citations
    from asked
    group by grouping sets ((venue, year, source), (venue, source))
),
known as (
    select venue, year as edition, source, score, citations
    from asked
    where score is not null and citations is not null
),
groups as (
    select *, edition as year from known
    union all
    select *, null as year from known
),
ranks as (
    select
        *,
        rank() over (partition by venue, year, source order by score)
            + count(*) over (partition by venue, year, source, score) / 2 as score_rank,
        rank() over (partition by venue, year, source order by citations)
            + count(*) over (partition by venue, year, source, citations) / 2 as citations_rank,
        (
            2 * rank() over (partition by venue, year, edition, source order by score)
            + count(*) over (partition by venue, year, edition, source, score) - 2
        ) / count(*) over (partition by venue, year, edition, source) as score_residual,
        (
            2 * rank() over (partition by venue, year, edition, source order by citations)
            + count(*) over (partition by venue, year, edition, source, citations) - 2
        ) / count(*) over (partition by venue, year, edition, source) as citations_residual
    from groups
),
correlations as (
    select
        venue,
        year,
        source,
        count(*) as n,
        count(distinct edition) as editions,
        correlation(score_rank, citations_rank) as rho,
        correlation(score_residual, citations_residual) as rho_within_years
    from ranks
    group by venue, year, source
)
select
    sizes.venue,                                                         -- the venue
    sizes.year,                                                          -- the year; null for all years together
    sizes.source,                                                        -- who counted the citations
    sizes.papers,                                                        -- all papers
    sizes.without_score,                                                 -- left out: no repository, or not all known
    sizes.without_citations,                                             -- left out: a score, and no count
    coalesce(n, 0) as n,                                                 -- the rest, over which all below is taken
    rho,                                                                 -- null below 4 papers or without variation
    spearman_bound(rho, n - 3, -1.959963984540054) as low,               -- lower bound of its 95 % interval
    spearman_bound(rho, n - 3, 1.959963984540054) as high,               -- upper bound
    rho_within_years,                                                    -- the same within years
    spearman_bound(rho_within_years, n - 2 - editions, -1.959963984540054) as low_within_years,  -- lower bound
    spearman_bound(rho_within_years, n - 2 - editions, 1.959963984540054) as high_within_years   -- upper bound
from sizes
left join correlations
    on correlations.venue = sizes.venue and correlations.year is not distinct from sizes.year
    and correlations.source = sizes.source
order by sizes.venue, sizes.year nulls last, sizes.source;
