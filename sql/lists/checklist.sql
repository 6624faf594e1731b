-- The checklist of each paper and submission: a row a question, with the evidence of the verdicts that it follows from.
select
    venue,     -- the venue
    year,      -- the year
    paper,     -- the publisher's key
    question,  -- one of the nine
    outcome,   -- yes, no, na or unknown
    evidence   -- of the verdicts that decide: place, quote, line, link, kind, reason
from checklists
order by venue, year, paper, place;
