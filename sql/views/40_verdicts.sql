-- The latest answer of each criterion for each paper.
create view verdicts as
select unnest(max_by(rows, assessed_at))
from history.verdicts as rows
group by venue, year, paper, criterion;
