-- Each contribution as it was last read from its proceedings; front matter included (kind).
create view papers as
select *
from history.papers
qualify row_number() over (partition by venue, year, paper order by crawled_at desc) = 1;
