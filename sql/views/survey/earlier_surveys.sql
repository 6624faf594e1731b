-- The survey of the present with each paper's own repository as it stood earlier, judged by today's rules: a row a paper
-- and day that was asked for (as_of), and one for the first visit to its repository (as_of null). Whether a paper gives a
-- repository and public data does not depend on the moment.
create view earlier_surveys as
with
moments as (
    select null::timestamptz as as_of
    union all
    select distinct as_of from history.visits where as_of is not null
),
stood as (
    select
        origins.origin,
        states.as_of,
        states.as_of as judged_as_of,
        states.outcome = 'not yet' as gone,                       -- there was nothing yet
        states.* exclude (origin, as_of, moved_to, due_at, error)
    from origins
    join states on states.origin = origins.final_origin
    where states.as_of is not null
    union all by name
    select
        origin,
        null as as_of,
        as_of as judged_as_of,                                    -- null where it still stands so
        is_gone(outcome) as gone,
        outcome,
        outcome as last_outcome,
        head,
        directory,
        swhid('rev', head) as swh_revision,
        swhid('dir', directory) as swh_directory,
        committed_at,
        visited_at
    from first_states
),
judged as (
    select present_survey.* exclude (score, repeatable) replace (
        of_repository(answers.{repository}, present_survey.has_repository) as {repository},
        moments.as_of as as_of,
        coalesce(stood.judged_as_of, moments.as_of) as judged_as_of,
        stood.last_outcome as visit_outcome,
        if(answers.no_folder, 'folder not found', stood.outcome) as repository_state,
        stood.gone or coalesce(answers.no_folder, false) as gone,
        stood.head as head,
        stood.directory as directory,
        stood.swh_revision as swh_revision,
        stood.swh_directory as swh_directory,
        stood.committed_at as committed_at,
        stood.visited_at as visited_at
    )
    from present_survey
    cross join moments
    left join stood on stood.origin = present_survey.origin and stood.as_of is not distinct from moments.as_of
    left join answers
        on answers.venue = present_survey.venue and answers.year = present_survey.year
        and answers.paper = present_survey.paper
        and answers.as_of is not distinct from coalesce(stood.judged_as_of, moments.as_of)
)
select
    *,
    0
        + answered({score})::int
        as score,
    repeatable_by(has_repository, gone, public_data, dependencies, training) as repeatable
from judged;
