-- The lists of packages of which it is to be asked when they were changed last: those of the survey's repositories.
select distinct
    surveyed.final_origin as origin,  -- the repository, where it leads
    package_lists.head,               -- the commit
    package_lists.path                -- the list
from package_lists
join surveyed using (venue, year, paper, head)
where len(package_lists.told) > 0
order by all;
