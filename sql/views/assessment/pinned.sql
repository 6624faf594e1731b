-- The versions of packages that each paper's repository pins at each commit that was judged, by its latest assessment. A
-- commit that pins none has one row without package.
create view pinned as
select *
from history.pins
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head);
