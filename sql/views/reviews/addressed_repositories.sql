-- What a paper's addresses lead to, whoever's it is: where a person looks for the answer to a question about the paper's own
-- repository.
create view addressed_repositories as
select
    candidates.venue,
    candidates.year,
    candidates.paper,
    origins.final_origin,                     -- where it stands now
    origins.outcome,                          -- what is there: full, empty, not found, ...
    origins.head,                             -- the commit that the survey holds; null where there is none
    min(candidates.origin) as origin          -- the first, by name, of the paper's addresses that lead there
from candidates
join origins using (origin)
group by candidates.venue, candidates.year, candidates.paper, origins.final_origin, origins.outcome, origins.head;
