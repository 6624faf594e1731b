-- When each list of packages was changed last, by the repository's history: the latest answer that said anything, else the
-- failure.
create view list_changes as
select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
from history.list_changes as rows
group by origin, head, path;
