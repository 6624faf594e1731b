-- A row a visit: every look at an address that may be a paper's own repository, with its outcome.
select
    origin,        -- the repository's canonical URL
    visited_at,    -- when
    as_of,         -- the day that was asked for; empty for the present
    outcome,       -- full, unchanged, empty, not yet, moved, page, not found, ref not found, forbidden, blocked, unsupported, too large or failed
    head,          -- commit at the head of the default branch, or of the ref that the origin names; empty where there is none or it is not known
    committed_at,  -- when that was committed
    moved_to,      -- where the origin led; empty where it stayed
    status,        -- last HTTP status; empty where no answer came
    requests,      -- HTTP requests of this visit
    error,         -- why the outcome is not better
    due_at         -- when to come back; empty for a visit as of a day
from history.visits
order by all;
