-- Each contribution as it was last read from its proceedings; front matter included (kind).
create view papers as
-- The latest row is taken by max_by, here and below: DuckDB 2.0.0 loses rows when row_number() = 1 meets a join.
select unnest(max_by(rows, crawled_at))
from history.papers as rows
group by venue, year, paper;
