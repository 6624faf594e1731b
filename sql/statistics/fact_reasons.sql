-- # What is known of running the code, and why
-- Which answers the questions beside the criteria have, and why, such as which Python parses the programs. By venue, over all
-- years.
select
    venue,                     -- the venue
    fact,                      -- what a yes says
    outcome,                   -- yes, no, na or unknown
    reason,                    -- which, or why; null where there is nothing to tell apart
    count(*) as repositories,  -- with that answer and reason
    sum(count(*)) over (partition by venue, fact)::bigint as n,  -- repositories that are not gone
    repositories / n as share  -- repositories / n
from known_facts
group by venue, place, fact, outcome, reason
order by venue, place, outcome desc, repositories desc, reason;
