-- Where each origin leads in the end, redirects of today followed, and what is known there today.
create view origins as
with recursive
present as (
    select * from states where as_of is null
),
moves as (
    select origin, moved_to from present where moved_to is not null
),
steps as (
    select origin as start, moved_to as origin, 1 as hops from moves
    union all
    select steps.start, moves.moved_to, steps.hops + 1
    from steps
    join moves on moves.origin = steps.origin
    where steps.hops < 6
),
ends as (
    select start, arg_max(origin, hops) as final_origin, list(origin order by hops) as passed from steps group by start
),
led as (
    select *, origin as final_origin, [origin] as way
    from present
    where moved_to is null
    union all by name
    select ends.start as origin, ends.final_origin, list_prepend(ends.start, ends.passed) as way, present.* exclude (origin)
    from ends
    left join present on present.origin = ends.final_origin
)
select
    origin,
    final_origin,                                                -- the origin at the end of the redirects
    way,                                                         -- every origin up to that one
    if(moved_to is null, coalesce(outcome, 'failed'), 'failed') as outcome,  -- as of visits, never moved or unchanged
    head,
    branch,
    directory,
    swh_revision,
    swh_directory,
    committed_at,
    coalesce(last_outcome, 'failed') as last_outcome,            -- of the latest visit there, failed or not
    visited_at,
    due_at,
    error
from led;
