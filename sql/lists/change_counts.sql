-- How much moved between visits, by what it was; since a moment, only what was seen from then on.
with
moved as (
    select seen_at, 'repository' as subject, what, origin as mover
    from repository_changes
    where origin in (select unnest([origin, final_origin]) from surveyed where has_repository = 'yes')
    union all
    select seen_at, 'verdict', criterion, concat_ws('/', venue, year, paper)
    from verdict_changes
)
select
    subject,                         -- repository or verdict
    what,                            -- what became of the repository, or the criterion
    count(distinct mover) as moved   -- how many repositories, or papers
from moved
where is_since(seen_at)
group by subject, what
order by subject, what;
