-- The rules by which the survey was judged, and how often each came to which answer.
select
    criterion,                                           -- the question
    rule,                                                -- the rule's version; review for people's answers
    count(*) filter (outcome = 'yes') as yes,            -- papers whose answer is yes
    count(*) filter (outcome = 'no') as no,              -- no
    count(*) filter (outcome = 'na') as na,              -- the question does not apply
    count(*) filter (outcome = 'unknown') as unknown,    -- what could be read cannot tell
    min(assessed_at) as judged_from,                     -- when the oldest of these verdicts was written
    max(assessed_at) as judged_until                     -- and the newest
from survey_verdicts
group by criterion, rule
order by criterion, rule;
