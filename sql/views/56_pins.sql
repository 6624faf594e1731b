-- The versions of packages that each paper's repository pins, at each commit that was judged, by its latest assessment,
-- and whether the package index that was asked has them. A list that sends the installer to further places may find there
-- what the index has not, and what conda or an address brings, no index tells of: unknown, never no. That a version
-- stands there does not say that it can be installed with the Python of today.
create view pins as
with
latest as (
    select *
    from history.pins
    qualify assessed_at = max(assessed_at) over (partition by venue, year, paper, head)
)
select
    latest.venue,
    latest.year,
    latest.paper,
    latest.origin,
    latest.head,
    latest.package,
    latest.version,
    latest.release,
    latest.installed_from,
    latest.path,
    latest.line,
    case
        when latest.installed_from in ('conda', 'address') then 'unknown'
        when list_contains(answers.yanked, latest.release) then 'yanked'
        when list_contains(answers.versions, latest.release) then 'yes'
        when latest.installed_from = 'index' and answers.outcome in ('found', 'not found') then 'no'
        else 'unknown'
    end as on_index,        -- yes, yanked (withdrawn, but installed where it is pinned), no or unknown
    answers.index,          -- the index that was asked
    answers.asked_at        -- when it told; null where it was never asked
from latest
left join index_answers as answers using (package)
where latest.package is not null;
