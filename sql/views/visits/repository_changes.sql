-- What became of repositories from one visit to the next, and from one answer of their host's interface to the next;
-- failed ones say nothing and are passed over.
create view repository_changes as
with
telling as (
    select
        *,
        -- an unchanged one is still what its last snapshot was
        if(
            outcome = 'unchanged',
            last_value(if(outcome in ('full', 'empty'), outcome, null) ignore nulls) over visits,
            outcome
        ) as state
    from history.visits
    where as_of is null and outcome <> 'failed'
    window visits as (partition by origin order by visited_at rows between unbounded preceding and current row)
),
steps as (
    select
        origin,
        visited_at,
        lag(visited_at) over visits as before_at,
        lag(state) over visits as state_before,
        outcome,
        state,
        lag(head) over visits as head_before,
        head,
        lag(moved_to) over visits as moved_to_before,
        moved_to
    from telling
    window visits as (partition by origin order by visited_at)
),
named as (
    select
        *,
        case
            when state = 'moved' and moved_to is distinct from moved_to_before
                then if(split_part(origin, '/', 3) = split_part(moved_to, '/', 3), 'renamed', 'moved')
            when is_gone(state) and not is_gone(state_before) then 'vanished'
            when is_gone(state_before) and not is_gone(state) then 'appeared'
            when state = 'full' and state_before = 'empty' then 'filled'
            when state = 'empty' and state_before = 'full' then 'emptied'
            when outcome in ('full', 'empty') and head is distinct from head_before then 'changed'
        end as what
    from steps
    where before_at is not null
),
told as (
    select
        origin,
        asked_at,
        lag(asked_at) over answers as before_at,
        lag(archived) over answers as archived_before,
        archived,
        lag(full_name) over answers as name_before,
        full_name
    from history.metadata
    where outcome <> 'failed'
    window answers as (partition by origin order by asked_at)
)
select
    visited_at as seen_at,  -- when it was seen
    before_at,         -- the visit before: it happened in between
    origin,            -- the repository
    what,  -- appeared, vanished, filled, emptied, moved (host), renamed, changed (commits), archived or unarchived
    case
        when what in ('moved', 'renamed') then origin
        when what = 'changed' or state_before = 'full' then head_before
        else state_before
    end as before,     -- the address, commit or outcome before
    case
        when what in ('moved', 'renamed') then moved_to
        when what = 'changed' or state = 'full' then head
        else state
    end as after       -- and after
from named
where what is not null
union all
select asked_at, before_at, origin, if(archived, 'archived', 'unarchived'), null, null
from told
where archived <> archived_before
union all
select asked_at, before_at, origin, 'renamed', name_before, full_name
from told
where lower(full_name) <> lower(name_before);
