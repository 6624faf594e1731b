-- The latest assessment of each paper.
create view assessments as
select
    venue,
    year,
    paper,
    max(assessed_at) as assessed_at,
    arg_max_null(columns(* exclude (venue, year, paper, assessed_at)), assessed_at)
from history.assessments
group by venue, year, paper;
