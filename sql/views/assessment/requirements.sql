-- The lines of the list by which each paper's repository makes its environment, at each commit that was judged, by its
-- latest assessment. A commit without a list has one row without path.
create view requirements as
select *
from history.requirements
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head);
