-- Everything that could not be read, with the reason: papers' pages, their PDFs, and repositories.
select
    venue,    -- the venue
    year,     -- the year
    subject,  -- the paper's key
    what,     -- page, PDF or repository
    address,  -- what was asked for
    reason    -- what came instead
from failures
order by venue, year, subject, what;
