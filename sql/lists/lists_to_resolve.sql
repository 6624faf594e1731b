-- The lists of packages of which it is to be asked whether they resolve, each once: those of the survey's repositories. They
-- are in a random but fixed order, and of all years in turn, so that the first of them are a sample of each year.
with
distinct_lists as (
    select
        list,
        any_value(told) as told,
        count(*) as papers,
        min((venue, year)) as edition
    from package_lists
    join survey using (venue, year, paper, head)
    where len(told) > 0
    group by list
)
select
    list,   -- SHA-256 of the lines
    told,   -- the lines that an installer is told
    papers  -- whose repository has it
from distinct_lists
order by row_number() over (partition by edition order by list), list;
