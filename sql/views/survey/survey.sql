-- The survey of the present, from present_survey; or by the variable survey_of, from earlier_surveys, the one of the day
-- that the variable as_of names (--as-of), or without a day that of each repository as first found (--visit first).
create view survey as
select * exclude (as_of)
from query_table(coalesce(getvariable('survey_of'), 'present_survey'))
where as_of is not distinct from getvariable('as_of')::timestamptz;
