-- The text of each page, of each paper's latest reading.
create view texts as
select texts.*
from history.texts as texts
semi join readings using (venue, year, paper, extracted_at);
