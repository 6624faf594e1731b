-- The latest visit of each origin.
create view visits as
select unnest(max_by(rows, visited_at))
from history.visits as rows
group by origin;
