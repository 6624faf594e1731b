-- The latest answer of each criterion for each paper: for the present, for each day that was asked for, and for the first
-- visit of its repository where that has moved on since (as_of).
create view verdicts_by_day as
select unnest(max_by(rows, assessed_at))
from history.verdicts as rows
group by venue, year, paper, criterion, as_of;
