-- What each edition's figures rest on: how much of it was read and looked into, and when.
select
    survey.venue,                                                                     -- the venue
    survey.year,                                                                      -- the year
    count(*) as papers,                                                               -- papers of the edition
    min(papers.crawled_at) as crawled_from,                                           -- when the first page was read
    max(papers.crawled_at) as crawled_until,                                          -- and the last
    count(*) filter (survey.reading = 'read') as pdfs_read,                           -- papers whose PDF was read
    count(*) filter (survey.reading <> 'read') as pdfs_not_read,                      -- and those whose was not
    count(*) filter (survey.has_repository = 'yes') as with_repository,               -- papers with a repository
    count(*) filter (
        survey.has_repository = 'yes' and survey.repository_state in ('full', 'empty')
    ) as looked_into,                                                                 -- whose repository was read
    count(*) filter (survey.has_repository = 'yes' and survey.gone) as gone,          -- the host says: nothing public
    count(*) filter (
        survey.has_repository = 'yes' and not coalesce(survey.gone, false)
        and coalesce(survey.repository_state, 'failed') not in ('full', 'empty')
    ) as not_looked_into,                                                             -- no answer, or no git host
    min(survey.visited_at) as visited_from,                                           -- the first of the latest visits
    max(survey.visited_at) as visited_until                                           -- and the last
from survey
join papers using (venue, year, paper)
group by survey.venue, survey.year
order by survey.venue, survey.year;
