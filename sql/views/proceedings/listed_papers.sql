-- Each contribution as it was last listed by its proceedings or list; front matter included (kind).
-- Where latest rows are taken, here and below, each column is an aggregate of its own: what a query does not ask for is not
-- read. DuckDB 2.0.0 loses rows when row_number() = 1 meets a join.
create view listed_papers as
select
    venue,
    year,
    paper,
    max(crawled_at) as crawled_at,
    arg_max_null(columns(* exclude (venue, year, paper, crawled_at)), crawled_at)
from history.papers
group by venue, year, paper;
