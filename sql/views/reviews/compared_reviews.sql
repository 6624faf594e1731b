-- Every review beside the latest automatic answer to the same question: about the same paper, or about the same
-- repository at the same commit.
create view compared_reviews as
with
automatic as (
    select
        venue,
        year,
        paper,
        criterion,
        head,
        max_by(outcome, assessed_at) as outcome,
        arg_max_null(origin, assessed_at) as origin,
        max_by(evidence, assessed_at) as evidence,
        max_by(rule, assessed_at) as rule
    from history.verdicts
    semi join reviews using (venue, year, paper)
    group by venue, year, paper, criterion, head
),
judged as (
    select automatic.*, coalesce(origins.final_origin, automatic.origin) as final_origin
    from automatic
    left join origins using (origin)
)
select
    reviews.* exclude (outcome, origin, head),
    reviews.outcome,                                             -- the reviewer's answer: yes, no or na
    reviews.origin,                                              -- the repository that it is about, or that it names
    reviews.head,                                                -- the commit that was reviewed
    judged.outcome as automatic,                                 -- yes, no, na, unknown; null: this was not judged
    judged.final_origin as automatic_origin,                     -- the repository that the automatic answer is about
    judged.evidence as automatic_evidence,                       -- what it rests on
    judged.rule as automatic_rule                                -- version of its rule
from reviews
left join judged
    on judged.venue = reviews.venue and judged.year = reviews.year and judged.paper = reviews.paper
    and judged.criterion = reviews.criterion
    and judged.head is not distinct from reviews.head
    and (
        is_about_paper(reviews.criterion)
        or reviews.head is not null
        or judged.final_origin = reviews.final_origin
    );
