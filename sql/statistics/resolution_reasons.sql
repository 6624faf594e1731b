-- Why the lists of packages do not resolve today, or why nothing is known of them, by venue and over all years.
select
    venue,                     -- the venue
    resolves,                  -- no or unknown
    reason,                    -- the worst that is in the way, or why nothing is known
    count(*) as repositories,  -- with that reason
    sum(count(*)) over (partition by venue)::bigint as n,  -- repositories with either answer
    repositories / n as share  -- repositories / n
from resolved
where resolves in ('no', 'unknown')
group by venue, resolves, reason
order by venue, resolves, repositories desc, reason;
