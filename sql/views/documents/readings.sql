-- The latest reading of each paper's page and PDF: outcome, pages and why it could not be read.
create view readings as
select
    venue,
    year,
    paper,
    max(extracted_at) as extracted_at,
    arg_max_null(columns(* exclude (venue, year, paper, extracted_at)), extracted_at)
from history.documents
group by venue, year, paper;
