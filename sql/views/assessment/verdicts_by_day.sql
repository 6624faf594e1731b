-- The latest automatic answer of each criterion for each paper: for the present, for each day that was asked for, and for
-- the first visit of its repository where that has moved on since (as_of).
create view verdicts_by_day as
select rows.*
from history.verdicts as rows
semi join (
    select venue, year, paper, criterion, as_of, max(assessed_at) as assessed_at from history.verdicts group by all
) as latest
    on latest.venue = rows.venue and latest.year = rows.year and latest.paper = rows.paper
    and latest.criterion = rows.criterion and latest.as_of is not distinct from rows.as_of
    and latest.assessed_at = rows.assessed_at;
