-- The latest visit of each origin as it stands today.
create view visits as
select unnest(max_by(rows, visited_at))
from history.visits as rows
where as_of is null
group by origin;
