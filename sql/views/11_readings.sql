-- The latest reading of each paper's page and PDF: outcome, pages and why it could not be read.
create view readings as
select *
from history.documents
qualify row_number() over (partition by venue, year, paper order by extracted_at desc) = 1;
