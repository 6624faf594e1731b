-- What is counted of the papers of the view survey: from graded_papers, so that nothing else is read; of a day or the first
-- visits, from earlier_surveys, which the variable judgements_of names.
create view judgements as
select
    venue,
    year,
    paper,
    has_repository,                 -- gives an own repository: yes, no or unknown
    origin,                         -- canonical, as it was visited
    {paper},  -- {meaning}
    {repository},  -- {meaning}
    coalesce(gone, false) as gone,  -- whether the host says: nothing public at the address
    score,                          -- 0 to 6, how many of the six are yes; null unless all are yes or no
    repeatable                      -- public data, dependencies and training: yes, no, na (no data) or unknown
from query_table(coalesce(getvariable('judgements_of'), 'graded_papers'))
where kind = 'paper' and as_of is not distinct from getvariable('as_of')::timestamptz;
