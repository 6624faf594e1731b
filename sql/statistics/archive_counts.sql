-- How many repositories' scored states the archive holds.
select
    count(*) as repositories,                                    -- that were looked into
    count(*) filter (held = 'yes') as held,
    count(*) filter (held = 'no') as not_held,
    count(*) filter (held = 'unknown') as unknown                -- the archive has not told
from archive;
