-- The latest visit of each origin.
create view visits as
select *
from history.visits
qualify row_number() over (partition by origin order by visited_at desc) = 1;
