-- The latest visit of each origin as it stands today.
create view visits as
select rows.*
from history.visits as rows
semi join (
    select origin, max(visited_at) as visited_at from history.visits where as_of is null group by origin
) as latest using (origin, visited_at)
where as_of is null;
