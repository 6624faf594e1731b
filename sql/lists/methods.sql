-- What a paper's methods section tells of the survey, of all venues and years together: one row.
with
editions as (
    select
        string_agg(distinct venue, ', ' order by venue) as venues,
        min(year) as first_year,
        max(year) as last_year,
        count(*) as papers,
        count(*) filter (reading = 'read') as pdfs_read,
        count(*) filter (has_repository = 'yes') as with_repository,
        count(distinct final_origin) filter (has_repository = 'yes') as repositories,
        count(*) filter (has_repository = 'yes' and repository_state in ('full', 'empty') and not gone) as looked_into,
        count(*) filter (has_repository = 'yes' and gone) as gone,
        min(visited_at) as visited_from,
        max(visited_at) as visited_until
    from survey
),
read as (
    select min(crawled_at) as crawled_from, max(crawled_at) as crawled_until from papers
),
answered as (
    select
        count(*) filter (outcome in ('yes', 'no')) as answers,
        count(*) filter (outcome = 'unknown') as unknown,
        count(*) filter (rule = 'review') as by_people
    from survey_verdicts
    join criteria using (criterion)
    where in_table1
),
told as (
    select
        count(distinct labelled_set) as labelled_sets,
        min(kappa) filter (n >= 50) as kappa_low,
        max(kappa) filter (n >= 50) as kappa_high
    from labelled_figures
    where compared = 'rules' and part is null
),
own as (
    select coalesce(max(n), 0) as labels
    from (select criterion, sum(labels) as n from label_counts group by criterion)
)
select
    venues,                                             -- the venues
    first_year,                                         -- the first of the years
    last_year,                                          -- the last
    papers,                                             -- papers
    pdfs_read,                                          -- of them, papers whose PDF could be read
    crawled_from,                                       -- when the first paper's page was read
    crawled_until,                                      -- and the last
    with_repository,                                    -- papers that give a repository of their own
    repositories,                                       -- how many different ones these are
    looked_into,                                        -- papers whose repository could be looked into
    gone,                                               -- whose repository's host says that there is nothing public
    with_repository - looked_into - gone as not_looked_into,  -- whose repository could not be looked into
    visited_from,                                       -- the first of the latest visits
    visited_until,                                      -- and the last
    answers,                                            -- questions of Table 1 answered with yes or no
    unknown,                                            -- how many more are unknown
    by_people,                                          -- how many answers are a person's
    labelled_sets,                                      -- labelled sets that the rules were held against elsewhere
    kappa_low,                                          -- the least Cohen's kappa of a question on one of 50 answers or more
    kappa_high,                                         -- and the largest
    labels                                              -- of the question with the most, how many answers people gave here to be compared
from editions
cross join read
cross join answered
cross join told
cross join own;
