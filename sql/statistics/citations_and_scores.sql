-- # Citations against score
-- Citations against score (the study's figure 1): a row for each paper and service of which both are known.
select
    survey.venue,        -- the venue
    survey.year,         -- the year
    survey.paper,        -- the publisher's key
    survey.title,        -- the title
    survey.score,        -- 0 to 6
    citations.citations, -- works that cite the paper, as the service counts them
    citations.source,    -- the service
    citations.asked_at   -- when it told
from survey
join citations using (venue, year, paper)
where survey.score is not null and citations.citations is not null
order by survey.venue, survey.year, survey.paper, citations.source;
