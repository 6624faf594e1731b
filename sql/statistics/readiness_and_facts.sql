-- # Readiness, and what stands in the way
-- Readiness by reading against what stands in the way of running: of the repositories with each answer to a question of the
-- survey, in how many all programs and lists parse and all imports are listed, by venue and over all years.
with answered as (
    unpivot (from known_facts where about = 'running')
    on dependencies, repeatable
    into name question value answer
)
select
    venue,                                                 -- the venue
    fact,                                                  -- what a yes says
    question,                                              -- dependencies or repeatable
    answer,                                                -- by reading: yes, no, na or unknown
    count(*) as repositories,                              -- with this answer
    count(*) filter (outcome = 'na') as na,                -- to which the fact does not apply
    count(*) filter (outcome = 'unknown') as unknown,      -- of which what was read cannot tell
    count(*) filter (outcome in ('yes', 'no')) as n,       -- the rest
    count(*) filter (outcome = 'yes') as yes,              -- of which it is a fact
    yes / nullif(n, 0) as share,                           -- yes / n
    wilson_low(yes, n) as low,                             -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high                            -- where it ends
from answered
group by venue, place, fact, question, answer
order by venue, place, question, answer desc;
