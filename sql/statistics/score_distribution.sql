-- # How many repositories have each score
-- How many repositories have each score. By venue and year, and over all years (year null).
with
scored as (
    select venue, year, score
    from survey
    where has_repository = 'yes' and score is not null
),
counted as (
    select venue, year, score, count(*) as repositories
    from scored
    group by grouping sets ((venue, year, score), (venue, score))
),
sizes as (
    select venue, year, count(*) as n
    from scored
    group by grouping sets ((venue, year), (venue))
)
select
    sizes.venue,                                     -- the venue
    sizes.year,                                      -- the year; null for all years together
    scores.score,                                    -- 0 to 6
    coalesce(counted.repositories, 0) as repositories,  -- how many have it
    sizes.n,                                         -- how many have a score
    coalesce(counted.repositories, 0) / sizes.n as share  -- repositories / n
from sizes
cross join (select unnest(range(7)) as score) as scores
left join counted
    on counted.venue = sizes.venue and counted.year is not distinct from sizes.year and counted.score = scores.score
order by sizes.venue, sizes.year nulls last, scores.score;
