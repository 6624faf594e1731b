-- What each verdict of a paper rests on.
select
    venue,      -- the venue
    year,       -- the year
    paper,      -- the publisher's key
    criterion,  -- the question
    outcome,    -- yes, no, na or unknown
    rule,       -- version of the rule; review for a person's answer
    evidence    -- place, quote, line, link, kind and reason; for no, what was looked for and where
from survey_verdicts
order by venue, year, paper, criterion;
