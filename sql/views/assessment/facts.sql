-- What a person meets who runs the code of each paper's repository at each commit that was judged, by its latest assessment.
create view facts as
select *
from history.facts
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head);
