-- The verdicts that the view survey rests on: what is asked of the paper does not depend on the moment.
create view survey_verdicts as
select verdicts.*
from verdicts_by_day as verdicts
join survey using (venue, year, paper)
where verdicts.as_of is not distinct from survey.judged_as_of
    or (
        verdicts.as_of is null
        and verdicts.criterion in ('has_repository', 'promised', 'public_data', 'reproducibility')
    );
