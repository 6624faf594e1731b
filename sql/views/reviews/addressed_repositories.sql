-- The repositories that a paper's addresses lead to and that can be read at a commit, whoever's they are: where a person
-- looks for the answer to a question about the paper's own.
create view addressed_repositories as
select
    candidates.venue,
    candidates.year,
    candidates.paper,
    origins.final_origin,                     -- where it stands now
    origins.head,                             -- the commit that the survey holds
    min(candidates.origin) as origin          -- the first, by name, of the paper's addresses that lead there
from candidates
join origins using (origin)
where origins.head is not null
group by candidates.venue, candidates.year, candidates.paper, origins.final_origin, origins.head;
