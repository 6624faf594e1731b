-- What could not be read of each paper, with the reason: its page, its PDF, its repository.
create view failures as
with
pages as (
    select venue, year, paper as subject, 'page' as what, landing_url as address, page_error as reason
    from papers
    where kind in ('paper', 'submission') and page_error is not null
),
pdfs as (
    select papers.venue, papers.year, papers.paper, 'PDF', papers.pdf_url, coalesce(papers.pdf_error, readings.error, readings.outcome)
    from papers
    left join readings using (venue, year, paper)
    where papers.kind = 'paper' and (papers.pdf_error is not null or readings.outcome in ('unreadable', 'no text'))
),
repositories as (
    select surveyed.venue, surveyed.year, surveyed.paper, 'repository', surveyed.repository, concat_ws(': ', origins.last_outcome, origins.error)
    from surveyed
    left join origins on origins.origin = surveyed.origin
    where surveyed.has_repository = 'yes'
        and coalesce(origins.last_outcome, 'failed') not in ('full', 'unchanged', 'empty')
)
select
    venue,    -- the venue
    year,     -- the year
    subject,  -- the paper's key
    what,     -- page, PDF or repository
    address,  -- what was asked for
    reason    -- what came instead
from (from pages union all from pdfs union all from repositories);
