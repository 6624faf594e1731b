-- Every web address that a paper gives, of each paper's latest reading.
create view links as
select links.*
from history.links as links
semi join readings using (venue, year, paper, extracted_at);
