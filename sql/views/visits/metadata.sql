-- What the hosts' own interfaces tell of each origin: the latest answer that said anything, else the failure.
create view metadata as
select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
from history.metadata as rows
group by origin;
