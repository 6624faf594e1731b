-- The papers and the submissions of lists (kind), from present_survey; or by the variable survey_of, from earlier_surveys,
-- those of the day that the variable as_of names (--as-of), or without a day with each repository as first found (--visit
-- first).
create view surveyed as
select * exclude (as_of)
from query_table(coalesce(getvariable('survey_of'), 'present_survey'))
where as_of is not distinct from getvariable('as_of')::timestamptz;
