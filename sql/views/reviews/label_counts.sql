-- How people answered what the rules answered with yes or no, by year, question and the rules' answer, of what Table 1
-- counts: what settled a disagreement, else a person's latest answer, on a paper, or on its repository at the commit that was
-- judged. Where a venue's answers to a question are of a blind sheet, whose papers are drawn at random, these count alone. Of
-- the present: it is empty where the survey is of a day or of the first visits.
create view label_counts as
with
judged as (
    select
        verdicts.venue,
        verdicts.year,
        verdicts.paper,
        verdicts.criterion,
        verdicts.outcome as automatic,
        if(is_about_paper(verdicts.criterion), null, verdicts.head) as head
    from verdicts
    join survey using (venue, year, paper)
    join criteria using (criterion)
    where getvariable('survey_of') is null
        and criteria.in_table1
        and verdicts.outcome in ('yes', 'no')
        and (is_about_paper(verdicts.criterion) or (survey.has_repository = 'yes' and not coalesce(survey.gone, false)))
),
told as (
    select *, draw is not null as drawn, bool_or(draw is not null) over (partition by venue, criterion) as any_drawn
    from reviews
),
labels as (
    select
        venue,
        year,
        paper,
        criterion,
        if(is_about_paper(criterion), null, head) as head,
        max_by(outcome, row(settles, reviewed_at)) as person,
        drawn
    from told
    where drawn = any_drawn
    group by all
)
select
    judged.venue,                                               -- the venue
    judged.year,                                                -- the year
    judged.criterion,                                           -- the question
    judged.automatic,                                           -- the rules' answer: yes or no
    count(*) as judged,                                         -- how often they gave it
    count(*) filter (person in ('yes', 'no')) as labels,        -- of these, how many a person answered with yes or no
    count(*) filter (person = 'yes') as labels_yes,             -- with yes
    count(*) filter (person = 'na') as labels_na,               -- with na
    coalesce(bool_or(drawn), false) as drawn                    -- whether these are of sheets whose papers were drawn at random
from judged
left join labels
    on labels.venue = judged.venue and labels.year = judged.year and labels.paper = judged.paper
    and labels.criterion = judged.criterion and labels.head is not distinct from judged.head
group by judged.venue, judged.year, judged.criterion, judged.automatic;
