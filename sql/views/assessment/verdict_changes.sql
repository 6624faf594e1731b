-- Every verdict on the present that is not what it was, and what changed it.
create view verdict_changes as
with
steps as (
    select
        *,
        lag(assessed_at) over assessments as before_at,
        lag(outcome) over assessments as outcome_before,
        lag(rule) over assessments as rule_before,
        lag(origin) over assessments as origin_before,
        lag(head) over assessments as head_before
    from history.verdicts
    where as_of is null
    window assessments as (partition by venue, year, paper, criterion order by assessed_at)
)
select
    assessed_at as seen_at,  -- when it was judged
    venue,
    year,
    paper,
    criterion,
    origin,
    outcome_before as before,  -- the outcome before
    outcome as after,          -- and after
    case
        when rule = rule_before then 'survey'
        when origin is not distinct from origin_before and head is not distinct from head_before then 'rule'
        else 'survey and rule'
    end as cause  -- survey: the paper or its repository; rule: a new version of the rule
from steps
where before_at is not null and outcome <> outcome_before;
