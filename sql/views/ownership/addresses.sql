-- What is to be visited: the forms of each candidate, likeliest first.
create view addresses as
select venue, year, paper, rank, list(origin order by form) as forms  -- origins that one written address may mean
from candidates
where origin is not null
group by venue, year, paper, rank
order by venue, year, paper, rank;
