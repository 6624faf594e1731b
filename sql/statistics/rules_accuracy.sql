-- # How right the rules are
-- How right the rules were on labelled sets, by criterion: papers and repositories that somebody labelled by the rubric
-- without having seen the rules, each set before the rules were mended by it. The person is held to be right, and an answer
-- that the rule does not know counts as wrong. Sensitivity and specificity stand where all four counts were told; of others
-- the least that the told figures leave possible: all that is wrong, by the accuracy as it was rounded, would be of one kind.
with
figures as (
    select
        figures.*,
        sets.subjects,
        sets.about,
        sets.labelled_on,
        sets.source,
        if(part is null, sets.fields, figures.fields) as of_fields,
        both_yes + only_person as yes,
        both_no + only_automatic as others,
        if(both_yes is null, floor(n * (1.005 - accuracy)), null) as wrong
    from labelled_figures as figures
    join labelled_sets as sets using (labelled_set)
),
surveyed as (
    select distinct venue, field
    from papers
    join venue_fields using (venue)
),
alike as (
    select labelled_set, part, criterion, list(distinct venue order by venue) as venues
    from figures
    join surveyed on list_contains(of_fields, field)
    group by labelled_set, part, criterion
)
select
    figures.criterion,                                          -- the question
    figures.labelled_set,                                       -- the labelled set
    figures.part,                                               -- the part of it; null for all of it
    about,                                                      -- what it holds, and how it was chosen
    subjects,                                                   -- what was labelled: papers or repositories
    of_fields as fields,                                        -- its fields
    coalesce(venues, []) as venues,                             -- the survey's venues that are of one of these fields
    compared,                                                   -- who answered as well: rules, or a second reader
    rule,                                                       -- the versions of the rule then; null of a reader
    n,                                                          -- answers compared
    not_yes,                                                    -- how many of them the person says no or na to
    accuracy,                                                   -- the share that agrees
    wilson_low(accuracy * n, n) as accuracy_low,                -- where its 95 % interval begins (Wilson)
    wilson_high(accuracy * n, n) as accuracy_high,              -- where it ends
    kappa,                                                      -- Cohen's kappa: 1 agreement, 0 as by chance
    both_yes,                                                   -- person and rule say yes
    only_person,                                                -- the person says yes, the rule does not
    only_automatic,                                             -- the rule says yes, the person does not
    both_no,                                                    -- neither says yes
    both_yes / nullif(yes, 0) as sensitivity,                   -- of the person's yes, the share that the rule found
    wilson_low(both_yes, yes) as sensitivity_low,               -- where its 95 % interval begins (Wilson)
    wilson_high(both_yes, yes) as sensitivity_high,             -- where it ends
    1 - if(wrong > n - not_yes, n - not_yes, wrong) / nullif(n - not_yes, 0) as sensitivity_least,  -- where it was not told: at least this
    both_no / nullif(others, 0) as specificity,                 -- of the person's other answers, the share that the rule left
    wilson_low(both_no, others) as specificity_low,             -- where its 95 % interval begins (Wilson)
    wilson_high(both_no, others) as specificity_high,           -- where it ends
    1 - if(wrong > not_yes, not_yes, wrong) / nullif(not_yes, 0) as specificity_least,      -- where it was not told: at least this
    labelled_on,                                                -- when the figures were told
    source                                                      -- where they are told
from figures
left join alike
    on alike.labelled_set = figures.labelled_set
    and alike.part is not distinct from figures.part
    and alike.criterion = figures.criterion
join criteria on criteria.criterion = figures.criterion
order by criteria.place, compared, labelled_on, figures.labelled_set, part nulls first;
