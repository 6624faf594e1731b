-- The papers that promise code which never came: they give no address, or nothing was put into the repository that they
-- name. One that is gone is not among them: it may have kept the promise once.
with
without_code as (
    select venue, year, paper, title, null as repository, 'no address' as instead, 'promised' as criterion
    from survey
    where promised = 'yes'
    union all
    select venue, year, paper, title, repository, state, 'has_repository'
    from nothing_there
    where state in ('empty', 'placeholder')
)
select
    without_code.venue,                   -- the venue
    without_code.year,                    -- the year
    without_code.paper,                   -- the publisher's key
    without_code.title,                   -- the title
    without_code.instead,                 -- no address, empty, or placeholder (a README or licence alone)
    without_code.repository,              -- the repository; null where there is none
    verdicts.evidence[-1].place as place,  -- where the paper says it
    verdicts.evidence[-1].quote as quote   -- its words
from without_code
join survey_verdicts as verdicts using (venue, year, paper, criterion)
order by venue, year, paper;
