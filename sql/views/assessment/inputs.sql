-- What each paper's verdicts follow from, as a digest: its reading, its candidates, what is known of their origins, today
-- and as of each day that was asked for, and what the hosts of the weights said.
create view inputs as
with
days as (
    select origin, list((as_of, outcome, head) order by as_of) as days
    from states
    where as_of is not null
    group by origin
),
weights as (
    select origin, list((url, outcome) order by url) as answers
    from artifacts
    where kind = 'weights' and outcome <> 'failed'
    group by origin
),
known as (
    select
        candidates.venue,
        candidates.year,
        candidates.paper,
        any_value(candidates.nominated_at) as nominated_at,
        list(
            (origins.origin, origins.final_origin, origins.outcome, origins.head, days.days, weights.answers)
            order by origins.origin
        ) as origins
    from candidates
    left join origins using (origin)
    left join days on days.origin = origins.final_origin
    left join weights on weights.origin = origins.final_origin
    group by candidates.venue, candidates.year, candidates.paper
)
select
    readings.venue,
    readings.year,
    readings.paper,
    md5(concat_ws('|', readings.extracted_at, known.nominated_at, known.origins)) as inputs  -- the digest
from readings
left join known using (venue, year, paper);
