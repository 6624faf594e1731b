-- A row a paper and day (as_of; null for the present): every verdict, the score and whether it is repeatable.
create view surveys as
select * exclude (kind)
from (from present_survey union all by name from earlier_surveys where as_of is not null)
where kind = 'paper';
