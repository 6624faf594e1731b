-- A row a piece of evidence: every automatic verdict on the present, with where it stands and at most 200 characters of it.
with
pieces as (
    select * exclude (evidence), unnest(if(len(evidence) > 0, evidence, [null])) as piece from verdicts
)
select
    venue,                              -- the venue
    year,                               -- the year
    paper,                              -- the publisher's key
    criterion,                          -- the question
    outcome,                            -- yes, no, na or unknown
    origin,                             -- the repository that was judged; empty for a question about the paper
    head,                               -- the commit that was judged; empty likewise
    piece.place as place,               -- where the evidence stands; for no, where it was looked for
    piece.line as line,                 -- 1-based line of a file
    left(piece.quote, 200) as quote,    -- what it says; for no, what was looked for
    piece.link as link,                 -- its address at the commit
    rule,                               -- version of the rule
    assessed_at                         -- when it was judged
from pieces
order by all;
