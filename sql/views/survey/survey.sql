-- The survey: a row a paper, of the present, of a day or of the first visits, as surveyed has them. Submissions, of which
-- neither the paper nor its data are known, stand in checked_submissions.
create view survey as
select * exclude (kind)
from surveyed
where kind = 'paper';
