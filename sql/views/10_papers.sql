-- Each contribution as it was last read from its proceedings; front matter included (kind).
-- The latest rows are taken by a semi join, here and below: unlike max_by over whole rows it reads no column that a query
-- does not ask for, and DuckDB 2.0.0 loses rows when row_number() = 1 meets a join.
create view papers as
select rows.*
from history.papers as rows
semi join (
    select venue, year, paper, max(crawled_at) as crawled_at from history.papers group by all
) as latest using (venue, year, paper, crawled_at);
