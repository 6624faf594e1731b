-- The survey of the present; where the variable as_of is set (--as-of), the one of that day, and where first_visit is
-- (--visit first), the one of each repository as it was first found.
create view survey as
select * exclude (as_of)
from surveys
where as_of is not distinct from getvariable('as_of')::timestamptz
    and not coalesce(getvariable('first_visit')::boolean, false)
union all by name
from first_survey
where coalesce(getvariable('first_visit')::boolean, false);
