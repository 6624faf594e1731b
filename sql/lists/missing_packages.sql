-- The packages that the programs in Python of the survey's repositories import, within functions too, and that none of the
-- repository's lists names. No verdict rests on it. A repository without a list has none, nor do guarded imports count.
select
    unlisted.venue,       -- the venue
    unlisted.year,        -- the year
    unlisted.paper,       -- the publisher's key
    unlisted.origin,      -- the repository
    unlisted.package,     -- the package as an index spells it; of several that bring the import, the usual one
    unlisted.imported,    -- the name that is imported
    unlisted.known_from,  -- the address that tells which package brings the import, or same name: it is taken to be that
    unlisted.path,        -- the file in which it is imported first
    unlisted.line         -- 1-based line; null in a notebook
from unlisted
join surveyed using (venue, year, paper, head)
where unlisted.package is not null
order by unlisted.venue, unlisted.year, unlisted.paper, unlisted.package;
