-- The pinned versions that the package index no longer has, or whose authors withdrew them, in the repositories of the
-- survey.
select
    pins.venue,     -- the venue
    pins.year,      -- the year
    pins.paper,     -- the publisher's key
    pins.origin,    -- the repository
    pins.package,   -- the package as an index spells it
    pins.version,   -- the version as it is written
    pins.on_index,  -- no or yanked
    pins.path,      -- the file in which it is pinned first
    pins.line,      -- 1-based line; null where it is not known
    pins.asked_at   -- when the index told
from pins
join surveyed using (venue, year, paper, head)
where pins.on_index in ('no', 'yanked')
order by pins.venue, pins.year, pins.paper, pins.package, pins.release;
