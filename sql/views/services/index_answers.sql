-- Which versions of each package the package index has: its latest answer that said anything, else the failure.
create view index_answers as
select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
from history.index_answers as rows
group by package;
