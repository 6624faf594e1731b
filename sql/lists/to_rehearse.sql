-- The repositories whose code can be rehearsed: those of the survey that list a package that an installer may be told of.
select
    min(venue) as venue,                                      -- the venue; of several, the first
    min_by(year, (venue, year)) as year,                      -- the year
    surveyed.final_origin as origin,                          -- the repository, where it leads
    head,                                                     -- the commit
    package_lists.list,                                       -- SHA-256 of the lines
    any_value(package_lists.told) as told,                    -- the lines that an installer is told
    any_value(package_lists.path) as path,                    -- the list
    any_value(package_lists.left_out) as left_out,            -- how many lines it is not told of
    any_value(resolutions.outcome) as outcome,                -- whether these resolve: resolves, does not resolve or failed
    any_value(resolutions.python) as python,                  -- the newest Python for which they do
    any_value(resolutions.reason) as reason,                  -- what is in the way
    any_value(resolutions.culprits) as culprits               -- the lines that this is about
from package_lists
join surveyed using (venue, year, paper, head)
left join resolutions on resolutions.list = package_lists.list and resolutions.day is null
where len(package_lists.told) > 0
group by surveyed.final_origin, head, package_lists.list
order by all;
