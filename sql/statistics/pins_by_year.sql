-- # Are the pinned versions still there?
-- In how many repositories every version that is pinned still stands on the package index that `reprosurvey pins` asked.
-- By venue and year, and over all years (year null). One that is missing decides, whatever else is unknown; a withdrawn
-- one (yanked) is still installed where it is pinned, and counts as there. It is no part of the dependencies' verdict.
with
repositories as (
    select
        survey.venue,
        survey.year,
        survey.paper,
        bool_or(examined.head is not null) as known,
        count(pins.package) as pins,
        count(*) filter (pins.on_index = 'no') as pins_missing,
        count(*) filter (pins.on_index = 'yanked') as pins_yanked,
        count(*) filter (pins.on_index = 'unknown') as pins_unknown
    from survey
    left join (select distinct venue, year, paper, head from pinned) as examined using (venue, year, paper, head)
    left join pins using (venue, year, paper, head)
    where survey.has_repository = 'yes' and survey.head is not null
    group by all
),
counted as (
    select
        venue,
        year,
        count(*) as repositories,
        count(*) filter (known and pins = 0) as without_pins,
        count(*) filter (pins > 0 and pins_missing = 0 and pins_unknown = 0) as installable,
        count(*) filter (pins_missing > 0) as missing,
        count(*) filter (not known or (pins_missing = 0 and pins_unknown > 0)) as unknown,
        sum(pins)::bigint as pins,
        sum(pins_missing)::bigint as pins_missing,
        sum(pins_yanked)::bigint as pins_yanked,
        sum(pins_unknown)::bigint as pins_unknown
    from repositories
    group by grouping sets ((venue, year), (venue))
)
select
    venue,                                                    -- the venue
    year,                                                     -- the year; null for all years together
    repositories,                                             -- that were looked into
    without_pins,                                             -- that pin no version
    unknown,                                                  -- with a pin of which nothing is known, or not judged yet
    installable + missing as n,                               -- the rest, of which the answer is known
    installable,                                              -- whose every pin is there
    installable / nullif(installable + missing, 0) as share,  -- installable / n
    wilson_low(installable, installable + missing) as low,    -- where the 95 % interval of the share begins (Wilson)
    wilson_high(installable, installable + missing) as high,  -- where it ends
    pins,                                                     -- pinned versions in all of them
    pins_missing,                                             -- that the index no longer has
    pins_yanked,                                              -- that are withdrawn
    pins_unknown                                              -- of which nothing is known
from counted
order by venue, year nulls last;
