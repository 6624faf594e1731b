-- # What the survey is of
-- What the survey is of: one row.
with
counted as (
    select
        string_agg(distinct venue, ', ' order by venue) as venues,
        min(year) as first_year,
        max(year) as last_year,
        count(*) as papers,
        count(distinct final_origin) filter (has_repository = 'yes') as repositories,
        min(visited_at) filter (has_repository = 'yes') as visited_from,
        max(visited_at) filter (has_repository = 'yes') as visited_until
    from survey
)
select
    venues,                                                      -- the venues
    first_year,                                                  -- the first of the years
    last_year,                                                   -- the last
    papers,                                                      -- papers
    repositories,                                                -- repositories that papers name as their own
    visited_from,                                                -- the first of the latest visits to them
    visited_until,                                               -- and the last
    (select max(assessed_at) from history.assessments) as assessed_at  -- when a paper was last judged
from counted;
