-- The verdicts that the view survey rests on, a review in the place of the automatic one where it stands: what is asked
-- of the paper does not depend on the moment.
create view survey_verdicts as
with
standing as (
    select verdicts.*
    from verdicts_by_day as verdicts
    anti join reviewed_verdicts as told
        on told.venue = verdicts.venue and told.year = verdicts.year and told.paper = verdicts.paper
        and told.criterion = verdicts.criterion and told.as_of is not distinct from verdicts.as_of
    union all by name
    from reviewed_verdicts
)
select verdicts.*
from standing as verdicts
join survey using (venue, year, paper)
where verdicts.as_of is not distinct from survey.judged_as_of
    or (
        verdicts.as_of is null and is_about_paper(verdicts.criterion)
    );
