-- The addresses that may be a paper's own repository, of each paper's latest nomination.
create view candidates as
select rows.*
from history.candidates as rows
semi join (
    select venue, year, paper, max(nominated_at) as nominated_at from history.candidates group by all
) as latest using (venue, year, paper, nominated_at);
