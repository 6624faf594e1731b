-- # What is read, and what runs
-- From reading to running: of the repositories of papers that are repeatable by reading, how many have a list of packages
-- that resolves, can be installed as wheels, let their program be imported, and start. By venue and year, and over all
-- years (year null); beside them those that are not repeatable by reading. Where only a sample was rehearsed, the last
-- three steps are of that sample, in which each year has the same part.
with steps as (
    unpivot (select venue, year, repeatable, asked_at, resolves, installs, imports, starts from rehearsed)
    on resolves, installs, imports, starts
    into name step value answer
),
counted as (
    select
        venue,
        year,
        repeatable,
        step,
        count(*) as repositories,
        count(*) filter (step <> 'resolves' and asked_at is null and answer <> 'na') as not_tried,
        count(*) filter (answer = 'na') as without_list,
        count(*) filter (answer = 'unknown') - not_tried as unknown,
        count(*) filter (answer = 'yes') as yes,
        count(*) filter (answer in ('yes', 'no')) as n
    from steps
    group by grouping sets ((venue, year, repeatable, step), (venue, repeatable, step))
)
select
    venue,                              -- the venue
    year,                               -- the year; null for all years together
    repeatable,                         -- whether they are repeatable by reading: yes, no or unknown
    step,                               -- resolves, installs, imports or starts
    repositories,                       -- with this answer by reading
    without_list,                       -- that list no package
    not_tried,                          -- that were not rehearsed
    unknown,                            -- of which this step is not known
    n,                                  -- the rest, of which it is
    yes,                                -- that came through this step
    yes / nullif(n, 0) as share,        -- yes / n
    wilson_low(yes, n) as low,          -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high         -- where it ends
from counted
order by
    venue,
    repeatable desc,
    year nulls last,
    list_position(['resolves', 'installs', 'imports', 'starts'], step);
