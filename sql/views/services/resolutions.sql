-- How each list of packages fared on the package index as it stood on a day, or at the time of asking (day null): the
-- latest answer that said anything, else the failure.
create view resolutions as
select unnest(max_by(rows, (rows.outcome <> 'failed', rows.asked_at)))
from history.resolutions as rows
group by list, day;
