-- How each host answered whose repositories or links to weights and data were asked for; since a moment, only from then on.
with
asked as (
    select 'visit' as stage, origin as address, outcome, status, requests, visited_at as asked_at
    from history.visits
    union all
    select 'artifacts', url, outcome, status, requests, asked_at
    from history.artifact_visits
)
select
    stage,                                                        -- visit or artifacts
    split_part(address, '/', 3) as host,                          -- the host, as the address names it
    count(*) as asked,                                            -- how often an address of it was looked at
    count(*) filter (status is not null) as answered,             -- how often it answered, be it with an error
    count(*) filter (outcome <> 'failed') as told                 -- how often the answer said what is there
from asked
where requests > 0 and is_since(asked_at)
group by stage, host
order by stage, host;
