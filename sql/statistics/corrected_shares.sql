-- # The shares, corrected for the rules' error
-- The shares of Table 1 corrected for the error of the rules by the survey's own labels, by year and over all years (year
-- null). They take the labels for a random sample of what the rules answered with yes, and of what they answered with no,
-- in each year: answers to chosen papers make them wrong. A label of a year and answer of which few were drawn weighs more.
-- prediction_powered rests on the labels of the same years alone; rogan_gladen takes sensitivity and specificity from all
-- years with labels of both answers, which is right where the rules err alike in all; for other years that needs 100 labels.
-- Intervals carry how many papers and how many labels there are. The rules' answers are counted even where a person's
-- stands over them.
with
cells as (
    select *, min(labels) over (partition by venue, year, criterion) > 0 as known
    from label_counts
),
scoped as (
    select *, 'year' as scope from cells
    union all
    select * replace (null as year), 'all years' from cells
    union all
    select * replace (null as year), 'learned' from cells where known
),
summed as (
    select
        venue,
        year,
        criterion,
        scope,
        sum(judged)::bigint as n,
        coalesce(sum(judged) filter (automatic = 'yes'), 0)::bigint as yes,
        sum(labels)::bigint as labels,
        sum(labels_na)::bigint as labels_na,
        bool_or(drawn) as drawn,
        coalesce(sum(judged) filter (automatic = 'yes' and labels > 0), 0) as of_yes,
        coalesce(sum(judged) filter (automatic = 'no' and labels > 0), 0) as of_no,
        sum(judged * labels_yes / nullif(labels, 0)) filter (automatic = 'yes') / of_yes as found_in_yes,
        sum(judged * labels_yes / nullif(labels, 0)) filter (automatic = 'no') / of_no as found_in_no,
        of_yes ** 2 / sum(judged ** 2 / nullif(labels, 0)) filter (automatic = 'yes') as labels_of_yes,
        of_no ** 2 / sum(judged ** 2 / nullif(labels, 0)) filter (automatic = 'no') as labels_of_no
    from scoped
    group by venue, year, criterion, scope
),
estimated as (
    select
        *,
        yes / n as w,
        case
            when labels < 10 then 'fewer than ten labels'
            when yes > 0 and of_yes = 0 then 'no label where the rules say yes'
            when yes < n and of_no = 0 then 'no label where the rules say no'
            when of_yes + of_no < 0.9 * n then 'years without labels'
        end as too_few,
        coalesce(found_in_yes, 0) as p1,
        coalesce(found_in_no, 0) as p0,
        coalesce(labels_of_yes, 0) as n1,
        coalesce(labels_of_no, 0) as n0,
        corrected_share(w, p1, p0) as powered,
        sensitivity_of(w, p1, p0) as sensitivity,
        specificity_of(w, p1, p0) as specificity,
        steadied(p1, n1) as q1,
        steadied(p0, n0) as q0,
        corrected_share(w, q1, q0) as middle,
        normal_quantile() * sqrt(corrected_variance(w, n, q1, n1, q0, n0)) as reach,
        sensitivity_of(w, q1, q0) as steady_sensitivity,
        specificity_of(w, q1, q0) as steady_specificity,
        steady_sensitivity + steady_specificity - 1 as j
    from summed
),
paired as (
    select
        shown.* exclude (sensitivity, specificity),
        learned.sensitivity,
        learned.specificity,
        learned.n = of_all.n and shown.n = of_all.n as is_learned_here,
        case
            when learned.n is null then 'no year with labels of both answers'
            when learned.too_few is not null then learned.too_few
            when not is_learned_here and learned.labels < 100 then 'fewer than 100 labels, too few for other years'
            when coalesce(learned.sensitivity + learned.specificity - 1, 0) < 0.1 or learned.j < 0.1
                then 'the rules tell too little'
        end as too_little,
        rogan_gladen(shown.w, learned.sensitivity, learned.specificity) as gladen,
        rogan_gladen(shown.w, learned.steady_sensitivity, learned.steady_specificity) as other_middle,
        normal_quantile() * sqrt(rogan_gladen_variance(
            other_middle, shown.w, shown.n,
            learned.w, learned.n, learned.q1, learned.n1, learned.q0, learned.n0, learned.middle, learned.j
        )) as other_reach,
        if(is_learned_here, shown.middle, other_middle) as gladen_middle,
        if(is_learned_here, shown.reach, other_reach) as gladen_reach
    from estimated as shown
    join estimated as of_all
        on of_all.venue = shown.venue and of_all.criterion = shown.criterion and of_all.scope = 'all years'
    left join estimated as learned
        on learned.venue = shown.venue and learned.criterion = shown.criterion and learned.scope = 'learned'
    where shown.scope <> 'learned' and of_all.labels > 0
)
select
    venue,                                                                  -- the venue
    year,                                                                   -- the year; null for all years together
    criterion as metric,                                                    -- what is measured, as in table1
    n,                                                                      -- how many the rules answered with yes or no
    yes,                                                                    -- with yes
    w as share,                                                             -- yes / n
    labels,                                                                 -- of these n, how many a person answered with yes or no
    labels_na,                                                              -- how many more with na, which are left out
    drawn,                                                                  -- whether the labels are of blind sheets, whose papers are drawn at random; else they are taken for that
    sensitivity,                                                            -- of people's yes, the share that the rules found, in all years with labels of both answers
    specificity,                                                            -- of people's no, the share that the rules left, in the same years
    if(too_few is null, powered, null) as prediction_powered,               -- the share by labels of the same years
    if(too_few is null, greatest(0, middle - reach), null) as prediction_powered_low,     -- where its 95 % interval begins
    if(too_few is null, least(1, middle + reach), null) as prediction_powered_high,       -- where it ends
    too_few as not_prediction_powered,                                      -- why there is none; null where there is
    if(too_little is null, least(1, greatest(0, gladen)), null) as rogan_gladen,          -- the share by sensitivity and specificity
    if(too_little is null, least(1, greatest(0, gladen_middle - gladen_reach)), null) as rogan_gladen_low,   -- where its 95 % interval begins
    if(too_little is null, greatest(0, least(1, gladen_middle + gladen_reach)), null) as rogan_gladen_high,  -- where it ends
    too_little as not_rogan_gladen                                          -- why there is none; null where there is
from paired
join criteria using (criterion)
order by venue, year nulls last, criteria.place;
