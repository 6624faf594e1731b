-- The repositories of the survey whose list of packages does not resolve, or of which nothing is known, and why.
select
    resolved.venue,     -- the venue
    resolved.year,      -- the year
    resolved.paper,     -- the publisher's key
    resolved.moment,    -- now, or then, as the index stood when the list was changed last
    resolved.origin,    -- the repository
    resolved.resolves,  -- no or unknown
    resolved.reason,    -- the worst that is in the way, or why nothing is known
    resolved.culprits,  -- the lines that are in the way
    resolved.path,      -- the list
    resolved.python,    -- the newest Python for which what the installer was told resolves
    resolved.asked_at   -- when the index was asked; null where it was not
from resolved
where resolved.resolves in ('no', 'unknown')
order by resolved.venue, resolved.year, resolved.paper, resolved.moment;
