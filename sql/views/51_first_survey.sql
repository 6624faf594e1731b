-- A row a paper: the survey of the present with each paper's own repository as it was first found, judged by today's rules.
create view first_survey as
with
stood as (
    select surveys.* exclude (as_of, score, repeatable) replace (
        of_repository(answers.dependencies_listed, surveys.has_repository) as dependencies_listed,
        of_repository(answers.dependencies, surveys.has_repository) as dependencies,
        of_repository(answers.training, surveys.has_repository) as training,
        of_repository(answers.evaluation, surveys.has_repository) as evaluation,
        of_repository(answers.model, surveys.has_repository) as model,
        of_repository(answers.documentation, surveys.has_repository) as documentation,
        of_repository(answers.licensing, surveys.has_repository) as licensing,
        coalesce(firsts.outcome, surveys.visit_outcome) as visit_outcome,
        firsts.outcome as repository_state,
        firsts.outcome in ('not found', 'forbidden', 'blocked') as gone,
        firsts.head as head,
        firsts.directory as directory,
        swhid('rev', firsts.head) as swh_revision,
        swhid('dir', firsts.directory) as swh_directory,
        firsts.committed_at as committed_at,
        coalesce(firsts.visited_at, surveys.visited_at) as visited_at
    )
    from surveys
    left join first_states as firsts on firsts.origin = surveys.origin
    left join repository_answers as answers
        on answers.venue = surveys.venue and answers.year = surveys.year and answers.paper = surveys.paper
        and answers.as_of is not distinct from firsts.as_of
    where surveys.as_of is null
)
select
    *,
    score_of(dependencies, training, evaluation, model, documentation, licensing) as score,
    repeatable_by(has_repository, gone, public_data, dependencies, training) as repeatable
from stood;
