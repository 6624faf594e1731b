-- Whether the code of each paper's repository, at the commit that counts, can be installed, imported and started, as
-- `reprosurvey rehearse` found it. Where nothing could be installed, nothing is known of what comes after. It is no part
-- of any verdict.
create view rehearsed as
select
    resolved.venue,
    resolved.year,
    resolved.paper,
    resolved.origin,
    resolved.head,
    surveyed.kind,                      -- paper or submission
    surveyed.dependencies,              -- whether it gives its dependencies with versions, by reading
    surveyed.repeatable,                -- whether the paper is repeatable by reading; never yes of a submission
    earlier.resolves as resolved_then,  -- whether its list resolved when it was changed last: yes, no, unknown, na without one
    resolved.resolves,                  -- whether it resolves now
    if(without_list, 'na', coalesce(rehearsals.installs, 'unknown')) as installs,  -- whether what it lists was installed
    if(without_list, 'na', coalesce(rehearsals.imports, 'unknown')) as imports,    -- whether its program's imports can be
    if(without_list, 'na', coalesce(rehearsals.starts, 'unknown')) as starts,      -- whether its program starts
    rehearsals.installs_because,
    rehearsals.imports_because,
    rehearsals.imports_evidence,
    rehearsals.starts_because,
    rehearsals.starts_evidence,
    rehearsals.command,
    rehearsals.documented,
    rehearsals.python,  -- the version of CPython that it was tried with; null where none was
    rehearsals.uv,
    rehearsals.cpu_builds,
    rehearsals.error,  -- why nothing is known though it was tried; null where something is
    rehearsals.asked_at  -- when it was tried; null where it was not
from resolved
join surveyed using (venue, year, paper, head)
join resolved as earlier using (venue, year, paper, head)
left join package_lists using (venue, year, paper, head)
cross join lateral (select resolved.resolves = 'na') as lists(without_list)
left join rehearsals
    on rehearsals.origin = surveyed.final_origin
    and rehearsals.head = resolved.head
    and rehearsals.list = package_lists.list
where resolved.moment = 'now' and earlier.moment = 'then';
