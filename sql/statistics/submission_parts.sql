-- # What the submissions have
-- How many of the repositories that submissions give have each part, of those that could be looked into.
with
answers as (
    unpivot (
        select
            {score},
            venue, year, paper
        from checked_submissions
        where state in ('complete', 'incomplete', 'empty') or (state = 'unknown' and head is not null)
    )
    on columns(* exclude (venue, year, paper))
    into name criterion value outcome
),
counted as (
    select
        venue,
        year,
        criterion,
        count(*) as looked_into,
        count(*) filter (outcome in ('yes', 'no')) as n,
        count(*) filter (outcome = 'yes') as yes,
        count(*) filter (outcome = 'na') as not_applicable,
        count(*) filter (outcome = 'unknown') as unknown
    from answers
    group by venue, year, criterion
)
select
    venue,                        -- the list
    year,                         -- its year
    criterion,                    -- the part: one of the six of the score
    looked_into,                  -- repositories that could be looked into
    n,                            -- of these, those that were judged
    yes,                          -- whose answer is yes
    yes / nullif(n, 0) as share,  -- yes / n
    not_applicable,               -- to how many more it does not apply
    unknown                       -- of how many more it cannot be told
from counted
join criteria using (criterion)
order by venue, year, place;
