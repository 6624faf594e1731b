-- The lists of packages of which it is to be asked whether they resolve, each once a day that it is asked about: those of the
-- survey's repositories. They are in a random but fixed order, and of all years in turn, so that the first of them are a
-- sample of each year.
with
listed as (
    select package_lists.venue, package_lists.year, package_lists.list, package_lists.told, list_changes.changed_at
    from package_lists
    join surveyed using (venue, year, paper, head)
    left join list_changes
        on list_changes.origin = surveyed.final_origin
        and list_changes.head = package_lists.head
        and list_changes.path = package_lists.path
    where len(package_lists.told) > 0
),
asked as (
    select venue, year, list, told, null as day
    from listed
    union all
    select venue, year, list, told, changed_at as day
    from listed
    where changed_at is not null
),
distinct_lists as (
    select list, day, any_value(told) as told, count(*) as papers, min((venue, year)) as edition
    from asked
    group by list, day
)
select
    list,   -- SHA-256 of the lines
    told,   -- the lines that an installer is told
    day,    -- when the list was changed last, as the index stood then; null for today
    papers  -- whose repository has it
from distinct_lists
order by row_number() over (partition by edition order by list, day nulls first), list, day nulls first;
