-- The packages that the programs of each paper's repository import and its lists lack, at each commit that was judged, by
-- its latest assessment. A commit whose lists lack none, or that has no list, has one row without package.
create view unlisted as
select *
from history.unlisted
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head);
