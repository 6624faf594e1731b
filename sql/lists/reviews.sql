-- A row an answer that a person gave: each reviewer's latest, beside the automatic one.
select
    venue,                              -- the venue
    year,                               -- the year
    paper,                              -- the publisher's key
    criterion,                          -- the question
    reviewer,                           -- who answered
    outcome,                            -- yes, no or na
    automatic,                          -- the rule's answer: yes, no, na or unknown; empty where this was not judged
    role,                               -- stands (over the automatic answer) or compared (with it, and no more)
    stands,                             -- whether it is the one that stands
    final_origin as origin,             -- the repository that the answer is about, or that it names
    head,                               -- the commit that was reviewed
    left(note, 200) as note,            -- what the reviewer says of it, at most 200 characters
    reviewed_at                         -- when it was taken in
from compared_reviews
order by venue, year, paper, criterion, reviewer, head;
