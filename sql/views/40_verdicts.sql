-- The latest answer of each criterion for each paper.
create view verdicts as
select *
from history.verdicts
qualify row_number() over (partition by venue, year, paper, criterion order by assessed_at desc) = 1;
