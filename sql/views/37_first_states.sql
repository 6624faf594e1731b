-- What was found at each origin, or where it leads, by the first visit that said anything.
create view first_states as
with
telling as (
    select unnest(min_by(rows, visited_at))
    from history.visits as rows
    where as_of is null and outcome not in ('failed', 'moved')
    group by origin
),
found as (
    select ways.start, unnest(min_by(telling, telling.visited_at))
    from (select origin as start, unnest(way) as origin from origins) as ways
    join telling using (origin)
    group by ways.start
)
select
    found.start as origin,
    found.origin as found_at,                                    -- the origin that was visited
    -- the time of the visit, as of which it is judged; null where it still stands so
    if(found.outcome = origins.outcome and found.head is not distinct from origins.head, null, found.visited_at) as as_of,
    found.visited_at,
    found.outcome,
    found.head,
    found.directory,
    found.committed_at,
    found.error
from found
join origins on origins.origin = found.start;
