-- The latest answers about each paper, a column a criterion: for the present, for each day that was asked for, and for the
-- first visit of its repository (as_of). Those about the paper itself stand with the present alone. They are taken
-- from all_verdicts; where there are no reviews, the variable verdicts_of names the automatic ones instead.
create view answers as
select
    venue,
    year,
    paper,
    as_of,
    max_by(outcome, assessed_at) filter (criterion = 'has_repository') as has_repository,  -- gives an own repository: yes, no or unknown
    arg_max_null(origin, assessed_at) filter (criterion = 'has_repository') as origin,
    max_by(nullif(evidence[1].quote, ''), assessed_at) filter (criterion = 'has_repository') as sentence,  -- the words that say so
    max_by(outcome, assessed_at) filter (criterion = '{paper}') as {paper},  -- {meaning}
    max_by(outcome, assessed_at) filter (criterion = '{repository}') as {repository},  -- {meaning}
    arg_max_null(reason, assessed_at) filter (criterion = 'training') is not distinct from 'folder not found'
        as no_folder  -- whether the folder that its address names is not in the repository
from query_table(coalesce(getvariable('verdicts_of'), 'all_verdicts'))
group by venue, year, paper, as_of;
