-- How often each paper is cited, by each service that was asked: the latest answer that said anything, else the failure.
create view citations as
select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
from history.citations as rows
group by venue, year, paper, source;
