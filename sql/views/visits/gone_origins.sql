-- The origins whose host says that there is nothing public, and those that lead to one of them, as origins has it: followed
-- back from these few, as what else is known of all others is not asked.
create view gone_origins as
with recursive
told as (
    select origin, arg_max_null(moved_to, visited_at) as moved_to
    from history.visits
    where as_of is null and outcome <> 'failed'
    group by origin
    having moved_to is not null or is_gone(max_by(outcome, visited_at))
),
steps as (
    select origin, 0 as hops from told where moved_to is null
    union all
    select told.origin, steps.hops + 1
    from steps
    join told on told.moved_to = steps.origin
    where steps.hops < 6
)
select origin from steps;
