-- What moved between visits: repositories, and the verdicts that changed with them or by a new rule.
with
own as (
    select venue, year, paper, unnest(list_distinct([origin, final_origin])) as origin
    from surveyed
    where has_repository = 'yes'
),
repositories as (
    select changed.seen_at, own.venue, own.year, own.paper, changed.origin, 'repository' as subject, changed.what,
        changed.before, changed.after, null as cause
    from repository_changes as changed
    join own using (origin)
),
verdicts_changed as (
    select seen_at, venue, year, paper, origin, 'verdict', criterion, before, after, cause from verdict_changes
)
select
    seen_at,  -- when it was seen
    venue,    -- the venue
    year,     -- the year
    paper,    -- the publisher's key
    origin,   -- the repository; empty for a verdict about the paper
    subject,  -- repository or verdict
    what,     -- what became of the repository, or the criterion
    before,   -- the outcome, commit or address before
    after,    -- and after
    cause     -- of a verdict's change: survey (the paper or its repository), rule (a new version), or both
from (from repositories union all from verdicts_changed)
where is_since(seen_at)
    and (not coalesce(getvariable('only_rules')::boolean, false) or cause = 'rule')
order by seen_at, venue, year, paper, subject, what;
