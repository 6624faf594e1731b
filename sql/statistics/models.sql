-- # Where the trained models are
-- Where the trained models are that the repositories of each venue and year offer, and whether the links to them answer.
with
offered as (
    select venue, year, [reason_of(piece) for piece in evidence] as said
    from survey_verdicts
    where criterion = 'model' and outcome = 'yes'
),
placed as (
    select
        *,
        list_contains(said, 'available') as available,
        list_contains(said, 'forbidden') as forbidden,
        list_contains(said, 'gone') as gone,
        list_contains(said, 'weights') as in_tree
    from offered
)
select
    venue,                                                                    -- the venue
    year,                                                                     -- the year; null for all years together
    count(*) as models,                                                       -- repositories whose answer on model is yes
    count(*) filter (in_tree) as in_tree,                                     -- files of the repository itself
    count(*) filter (available) as available,                                 -- a link that answers
    count(*) filter (not available and forbidden) as forbidden,               -- a link behind a login or on application
    count(*) filter (not available and not forbidden and gone) as gone,       -- a link whose host says that it is gone
    count(*) filter (not (in_tree or available or forbidden or gone)) as unknown  -- a link of which nothing is known
from placed
group by grouping sets ((venue, year), (venue))
order by venue, year nulls last;
