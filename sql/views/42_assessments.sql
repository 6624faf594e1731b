-- The latest assessment of each paper.
create view assessments as
select unnest(max_by(rows, assessed_at))
from history.assessments as rows
group by venue, year, paper;
