-- Whether the list of each paper's repository, at the commit that counts, resolves on the package index, for some Python and
-- by wheels alone: now, and then, as the index stood when the list was changed last. What conda brings, an address or a build
-- of another index cannot be told: such a list is unknown unless the rest of it fails.
create view resolved as
with
moments as (
    select unnest(['now', 'then']) as moment
),
answered as (
    select
        surveyed.venue,
        surveyed.year,
        surveyed.paper,
        moments.moment,
        surveyed.origin,
        surveyed.head,
        package_lists.path,
        package_lists.list,
        package_lists.told,
        package_lists.left_out_because,
        examined.head is not null as examined,
        resolutions.outcome,
        resolutions.python,
        resolutions.packages,
        resolutions.reason,
        resolutions.culprits,
        resolutions.asked_at,
        list_changes.changed_at
    from surveyed
    cross join moments
    left join (select distinct venue, year, paper, head from requirements) as examined using (venue, year, paper, head)
    left join package_lists using (venue, year, paper, head)
    left join list_changes
        on list_changes.origin = surveyed.final_origin
        and list_changes.head = package_lists.head
        and list_changes.path = package_lists.path
    left join resolutions
        on resolutions.list = package_lists.list
        and (
            (moments.moment = 'now' and resolutions.day is null)
            or (moments.moment = 'then' and resolutions.day = list_changes.changed_at)
        )
    where surveyed.has_repository = 'yes' and surveyed.head is not null
)
select
    venue,
    year,
    paper,
    moment,  -- now, or then
    origin,
    head,
    path,  -- the list; null where there is none
    case
        when not examined then 'unknown'
        when path is null then 'na'
        when left_out_because = 'not parsed' or outcome = 'does not resolve' then 'no'
        when left_out_because is null and outcome = 'resolves' then 'yes'
        else 'unknown'
    end as resolves,  -- yes, no, unknown, or na where there is no list
    case
        when not examined then 'not asked'
        when path is null or (left_out_because is null and outcome = 'resolves') then null
        when left_out_because = 'not parsed' then 'not parsed'
        when outcome = 'does not resolve' then reason
        when left_out_because is not null then left_out_because
        when outcome = 'failed' then 'failed'
        else 'not asked'
    end as reason,  -- what is in the way, or why nothing is known; null where neither is
    python,         -- the newest Python for which what the installer was told resolves
    packages,       -- how many packages that would install
    culprits,       -- the lines that are in the way
    asked_at,       -- when the index was asked; null where it was not
    changed_at      -- when the list was changed last; null where it is not known
from answered;
