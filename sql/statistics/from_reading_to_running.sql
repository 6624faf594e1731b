-- # What is read, and what runs
-- From reading to running: of the repositories that are repeatable by reading, or give their dependencies, how many have a
-- list of packages that resolved when it was changed last, resolves now, can be installed as wheels, lets its program be
-- imported, and start. By venue and year, and over all years (year null); beside them those with another answer by reading.
-- Where only a sample was rehearsed, the last three steps are of that sample, in which each year has the same part.
with asked as (
    unpivot rehearsed
    on dependencies, repeatable
    into name question value answer
),
steps as (
    unpivot (select * from asked where kind = 'paper' or question = 'dependencies')
    on resolved_then as 'resolves then', resolves as 'resolves now', installs, imports, starts
    into name step value outcome
),
counted as (
    select
        venue,
        year,
        question,
        answer,
        step,
        count(*) as repositories,
        count(*) filter (not starts_with(step, 'resolves') and asked_at is null and outcome <> 'na') as not_tried,
        count(*) filter (outcome = 'na') as without_list,
        count(*) filter (outcome = 'unknown') - not_tried as unknown,
        count(*) filter (outcome = 'yes') as yes,
        count(*) filter (outcome in ('yes', 'no')) as n
    from steps
    group by grouping sets ((venue, year, question, answer, step), (venue, question, answer, step))
)
select
    venue,                              -- the venue
    year,                               -- the year; null for all years together
    question,                           -- repeatable or dependencies; the latter alone of a list of submissions
    answer,                             -- by reading: yes, no, na or unknown
    step,                               -- resolves then, resolves now, installs, imports or starts
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
    question desc,
    answer desc,
    year nulls last,
    list_position(['resolves then', 'resolves now', 'installs', 'imports', 'starts'], step);
