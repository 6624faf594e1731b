-- The repositories to ask the archive to save: what it does not hold, first what it was not asked for or longest ago.
select
    repository_of(archive.origin) as origin  -- the repository's canonical URL
from archive
where held = 'no'
group by all
order by min(save_requested_at) nulls first, origin;
