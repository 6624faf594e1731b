-- # What authors declared, and what was found
-- What authors declared in the submission form beside what was found: each question of the checklist that a venue's form asks,
-- over the papers whose authors answered it.
with
declared as (
    select venue, year, paper, unnest(answers, recursive := true)
    from papers
    where kind = 'paper'
),
compared as (
    select
        venue,
        year,
        question,
        place,
        count(*) as declared,
        count(*) filter (outcome = 'unknown') as unknown,
        count(*) filter (outcome <> 'unknown' and 'na' in (answer, outcome)) as not_applicable,
        count(*) filter (answer = 'yes' and outcome = 'yes') as both_yes,
        count(*) filter (answer = 'yes' and outcome = 'no') as only_declared,
        count(*) filter (answer = 'no' and outcome = 'yes') as only_found,
        count(*) filter (answer = 'no' and outcome = 'no') as both_no
    from declared
    join checklists using (venue, year, paper, question)
    group by venue, year, question, place
)
select
    venue,                                                                   -- the venue
    year,                                                                    -- the year
    question,                                                                -- one of the nine of the checklist
    declared,                                                                -- papers whose authors answered it
    unknown,                                                                 -- of these, those of which nothing can be told: not compared
    not_applicable,                                                          -- to which it does not apply, as their authors or the rules say: not compared
    both_yes + only_declared + only_found + both_no as n,                    -- the rest, which are compared
    both_yes,                                                                -- declared and found
    only_declared,                                                           -- declared and not found
    only_found,                                                              -- found though declared as missing
    both_no,                                                                 -- neither
    (both_yes + both_no) / nullif(n, 0) as agreement,                        -- share of n in which the two are the same
    both_yes / nullif(both_yes + only_declared, 0) as kept,                  -- share of what was declared, of n, that was found
    wilson_low(both_yes, both_yes + only_declared) as kept_low,              -- where its 95 % interval begins (Wilson)
    wilson_high(both_yes, both_yes + only_declared) as kept_high             -- where it ends
from compared
order by venue, year, place;
