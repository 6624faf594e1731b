-- What each paper's repository is made with at each commit that was judged, by its latest assessment. A commit that shows
-- nothing has one row without trait.
create view traits as
select *
from history.traits
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head);
