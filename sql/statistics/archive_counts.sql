-- # What the archive holds
-- How many repositories' scored states the archive holds.
select
    count(*) as repositories,                                    -- that were looked into
    count(*) filter (held = 'yes') as held,                 -- whose commit and tree it holds
    count(*) filter (held = 'no') as not_held,              -- that it does not hold
    count(*) filter (held = 'unknown') as unknown                -- the archive has not told
from archive;
