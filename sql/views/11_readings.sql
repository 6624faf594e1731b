-- The latest reading of each paper's page and PDF: outcome, pages and why it could not be read.
create view readings as
select rows.*
from history.documents as rows
semi join (
    select venue, year, paper, max(extracted_at) as extracted_at from history.documents group by all
) as latest using (venue, year, paper, extracted_at);
