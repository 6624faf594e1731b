-- # Scores then and now
-- The scores of the same repositories at an earlier moment and today: at their first visit, and on each day that was looked
-- back to. Only repositories that have a score at both. By venue and year, and over all years (year null).
with
earlier as (
    select venue, year, paper, coalesce(strftime(as_of, '%Y-%m-%d'), 'first visit') as moment, score
    from earlier_surveys
),
pairs as (
    select earlier.venue, earlier.year, earlier.moment, earlier.score as score_then, today.score as score_now
    from earlier
    join present_survey as today using (venue, year, paper)
    where earlier.score is not null and today.score is not null
),
summed as (
    select
        venue,
        year,
        moment,
        count(*) as n,
        avg(score_then) as mean_then,
        avg(score_now) as mean_now,
        avg(score_now - score_then) as difference,
        margin_of_error(stddev_samp(score_now - score_then), count(*)) as reach,
        count(*) filter (score_now > score_then) as better,
        count(*) filter (score_now < score_then) as worse
    from pairs
    group by grouping sets ((venue, year, moment), (venue, moment))
)
select
    venue,                       -- the venue
    year,                        -- the year; null for all years together
    moment,                      -- first visit, or the day
    n,                           -- repositories that have a score then and now
    mean_then,                   -- their mean score then
    mean_now,                    -- their mean score now
    difference,                  -- mean of now - then
    difference - reach as low,   -- where its 95 % interval begins (Student's t of the differences)
    difference + reach as high,  -- where it ends
    better,                      -- how many score higher now
    worse                        -- how many score lower now
from summed
order by venue, year nulls last, moment;
