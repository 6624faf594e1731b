-- The repeatable papers by name: public data, dependencies with versions and training code.
select
    venue,                 -- the venue
    year,                  -- the year
    paper,                 -- the publisher's key
    title,                 -- the title
    landing_url,           -- the paper's own page
    repository,            -- its own repository
    head,                  -- the commit that was judged
    score                  -- 0 to 6; empty where one of the six is not known
from survey
where repeatable = 'yes'
order by venue, year, paper;
