-- The list by which each paper's repository makes its environment, at each commit that was judged, as an installer is told
-- of it; a commit without a list has no row.
create view package_lists as
with grouped as (
    select
        venue,
        year,
        paper,
        origin,
        head,
        min(path) as path,
        coalesce(list_sort(list_distinct(list(requirement) filter (requirement is not null))), []) as told,
        count(*) filter (left_out is not null) as left_out,
        case
            when bool_or(left_out = 'not parsed') then 'not parsed'
            when bool_or(left_out = 'local version') then 'local version'
            when bool_or(left_out = 'address') then 'address'
            when bool_or(left_out = 'conda') then 'conda'
        end as left_out_because
    from requirements
    where path is not null
    group by venue, year, paper, origin, head
)
select
    venue,
    year,
    paper,
    origin,
    head,
    path,                                               -- the list; of several that belong together, the first by name
    told,                                               -- the lines that an installer is told
    sha256(array_to_string(told, chr(10))) as list,     -- SHA-256 of these, a line each
    left_out,                                           -- how many lines it is not told of
    left_out_because                                    -- the worst reason for that; null where there is none
from grouped;
