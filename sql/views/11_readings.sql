-- The latest reading of each paper's page and PDF: outcome, pages and why it could not be read.
create view readings as
select unnest(max_by(rows, extracted_at))
from history.documents as rows
group by venue, year, paper;
