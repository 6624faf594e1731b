-- The survey of the present; where the variable as_of is set (--as-of), the one of that day.
create view survey as
select * exclude (as_of)
from surveys
where as_of is not distinct from getvariable('as_of')::timestamptz;
