-- # Why lists of packages do not resolve
-- Why the lists of packages do not resolve, now or then, or why nothing is known of them, by venue and over all years.
select
    venue,                     -- the venue
    moment,                    -- now, or then
    resolves,                  -- no or unknown
    reason,                    -- the worst that is in the way, or why nothing is known
    count(*) as repositories,  -- with that reason
    sum(count(*)) over (partition by venue, moment)::bigint as n,  -- repositories with either answer
    repositories / n as share  -- repositories / n
from resolved
where resolves in ('no', 'unknown')
group by venue, moment, resolves, reason
order by venue, moment, resolves, repositories desc, reason;
