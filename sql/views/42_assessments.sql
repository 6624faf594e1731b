-- The latest assessment of each paper.
create view assessments as
select rows.*
from history.assessments as rows
semi join (
    select venue, year, paper, max(assessed_at) as assessed_at from history.assessments group by all
) as latest using (venue, year, paper, assessed_at);
