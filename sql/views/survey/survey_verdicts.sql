-- The verdicts that the views surveyed and survey rest on, a review in the place of the automatic one where it stands; what
-- that rests on comes behind it where it says the same. What is asked of the paper does not depend on the moment.
create view survey_verdicts as
with
standing as (
    select verdicts.*
    from verdicts_by_day as verdicts
    anti join reviewed_verdicts as told
        on told.venue = verdicts.venue and told.year = verdicts.year and told.paper = verdicts.paper
        and told.criterion = verdicts.criterion and told.as_of is not distinct from verdicts.as_of
    union all by name
    select told.* replace (
        list_concat(told.evidence, if(verdicts.outcome = told.outcome, verdicts.evidence, [])) as evidence
    )
    from reviewed_verdicts as told
    left join verdicts_by_day as verdicts
        on verdicts.venue = told.venue and verdicts.year = told.year and verdicts.paper = told.paper
        and verdicts.criterion = told.criterion and verdicts.as_of is not distinct from told.as_of
        and verdicts.origin is not distinct from told.origin and verdicts.head is not distinct from told.head
)
select verdicts.*
from standing as verdicts
join surveyed using (venue, year, paper)
where verdicts.as_of is not distinct from surveyed.judged_as_of
    or (verdicts.as_of is null and is_about_paper(verdicts.criterion));
