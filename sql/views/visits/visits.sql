-- The latest visit of each origin as it stands today.
create view visits as
select
    origin,
    max(visited_at) as visited_at,
    arg_max_null(columns(* exclude (origin, visited_at)), visited_at)
from history.visits
where as_of is null
group by origin;
