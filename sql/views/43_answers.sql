-- The latest answers about each paper, a column a criterion: for the present, for each day that was asked for, and for the
-- first visit of its repository (as_of). Those about the paper itself stand with the present alone.
create view answers as
select
    venue,
    year,
    paper,
    as_of,
    max_by(outcome, assessed_at) filter (criterion = 'has_repository') as has_repository,
    arg_max_null(origin, assessed_at) filter (criterion = 'has_repository') as origin,
    arg_max_null(evidence[1].quote, assessed_at) filter (criterion = 'has_repository') as sentence,
    max_by(outcome, assessed_at) filter (criterion = 'promised') as promised,
    max_by(outcome, assessed_at) filter (criterion = 'public_data') as public_data,
    max_by(outcome, assessed_at) filter (criterion = 'dependencies_listed') as dependencies_listed,
    max_by(outcome, assessed_at) filter (criterion = 'dependencies') as dependencies,
    max_by(outcome, assessed_at) filter (criterion = 'training') as training,
    max_by(outcome, assessed_at) filter (criterion = 'evaluation') as evaluation,
    max_by(outcome, assessed_at) filter (criterion = 'model') as model,
    max_by(outcome, assessed_at) filter (criterion = 'documentation') as documentation,
    max_by(outcome, assessed_at) filter (criterion = 'licensing') as licensing
from history.verdicts
group by venue, year, paper, as_of;
