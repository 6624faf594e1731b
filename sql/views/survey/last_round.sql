-- When the last look at everything began: the first stage behind the last verdicts that something came after. Commands that
-- follow each other, such as visit and assess, are one look.
create view last_round as
with
steps as (
    select
        started_at,
        stage = 'assess' as judges,
        lead(started_at) over (order by started_at) is not null as is_followed
    from history.runs
    where stage in ('crawl', 'extract', 'visit', 'artifacts', 'hosts', 'assess')
)
select min(started_at) as started_at  -- null where nothing was looked at yet
from steps
where started_at > coalesce(
    (select max(started_at) from steps where judges and is_followed), '-infinity'::timestamptz
);
