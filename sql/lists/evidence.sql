-- What each verdict of a paper rests on.
select
    venue,      -- the venue
    year,       -- the year
    paper,      -- the publisher's key
    criterion,  -- the question
    outcome,    -- yes, no, na or unknown
    evidence    -- place, quote, line, link, kind and reason; for no, what was looked for and where
from survey_verdicts
order by venue, year, paper, criterion;
