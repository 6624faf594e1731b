-- The repositories to ask the archive to save: what it does not hold, first what it was not asked for or longest ago.
select
    origin  -- the repository's canonical URL
from archive
where held = 'no'
order by save_requested_at nulls first, origin;
