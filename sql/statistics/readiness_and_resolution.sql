-- # By reading, and by what an installer finds
-- Readiness by reading against what an installer finds: of the repositories with each answer to a question of the survey,
-- how many lists resolve, now and then, by venue and over all years.
with answered as (
    select venue, 'dependencies' as question, dependencies as answer, moment, resolves
    from resolved
    join survey using (venue, year, paper, head)
    union all by name
    select venue, 'repeatable' as question, repeatable as answer, moment, resolves
    from resolved
    join survey using (venue, year, paper, head)
),
counted as (
    select
        venue,
        moment,
        question,
        answer,
        count(*) as repositories,
        count(*) filter (resolves = 'na') as without_list,
        count(*) filter (resolves = 'unknown') as unknown,
        count(*) filter (resolves = 'yes') as yes,
        count(*) filter (resolves in ('yes', 'no')) as n
    from answered
    group by all
)
select
    venue,                        -- the venue
    moment,                       -- now, or then
    question,                     -- dependencies or repeatable
    answer,                       -- by reading: yes, no, na or unknown
    repositories,                 -- with this answer
    without_list,                 -- that list no package
    unknown,                      -- of which it is not known whether the list resolves
    n,                            -- the rest
    yes,                          -- whose list resolves
    yes / nullif(n, 0) as share,  -- yes / n
    wilson_low(yes, n) as low,    -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high   -- where it ends
from counted
order by venue, moment, question, answer desc;
