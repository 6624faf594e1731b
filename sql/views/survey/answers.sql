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
    max_by(outcome, assessed_at) filter (criterion = 'promised') as promised,  -- code is promised, and no address given
    max_by(outcome, assessed_at) filter (criterion = 'public_data') as public_data,  -- its data is public: yes, no or unknown
    max_by(outcome, assessed_at) filter (criterion = 'dependencies_listed') as dependencies_listed,  -- yes, no, na (no repository, or gone) or unknown; likewise below
    max_by(outcome, assessed_at) filter (criterion = 'dependencies') as dependencies,  -- listed with versions
    max_by(outcome, assessed_at) filter (criterion = 'training') as training,  -- code that trains the paper's model
    max_by(outcome, assessed_at) filter (criterion = 'evaluation') as evaluation,  -- code that evaluates it
    max_by(outcome, assessed_at) filter (criterion = 'model') as model,  -- its weights
    max_by(outcome, assessed_at) filter (criterion = 'documentation') as documentation,  -- what is there and how to use it
    max_by(outcome, assessed_at) filter (criterion = 'licensing') as licensing  -- a licence for the repository's own code
from query_table(coalesce(getvariable('verdicts_of'), 'all_verdicts'))
group by venue, year, paper, as_of;
