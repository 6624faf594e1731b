-- What is to be visited: the variants of each candidate's address, likeliest first.
create view addresses as
select venue, year, paper, rank, list(origin order by variant) as variants  -- origins that one written address may mean
from candidates
where origin is not null
group by venue, year, paper, rank
order by venue, year, paper, rank;
