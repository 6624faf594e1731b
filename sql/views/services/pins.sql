-- The pinned versions of pinned, and whether the package index that was asked has them. A list that sends the installer to
-- further places may find there what the index has not, and what conda or an address brings, no index tells of: unknown,
-- never no. That a version stands there does not say that it can be installed with the Python of today.
create view pins as
select
    pinned.venue,
    pinned.year,
    pinned.paper,
    pinned.origin,
    pinned.head,
    pinned.package,
    pinned.version,
    pinned.release,
    pinned.installed_from,
    pinned.path,
    pinned.line,
    case
        when pinned.installed_from in ('conda', 'address') then 'unknown'
        when list_contains(answers.yanked, pinned.release) then 'yanked'
        when list_contains(answers.versions, pinned.release) then 'yes'
        when pinned.installed_from = 'index' and answers.outcome in ('found', 'not found') then 'no'
        else 'unknown'
    end as on_index,        -- yes, yanked (withdrawn, but installed where it is pinned), no or unknown
    answers.index,          -- the index that was asked
    answers.asked_at        -- when it told; null where it was never asked
from pinned
left join index_answers as answers using (package)
where pinned.package is not null;
