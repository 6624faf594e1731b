-- What the survey holds of each edition, front matter, abstracts and withdrawn papers left out.
select
    venue,                       -- the venue
    year,                        -- the year
    count(*) as papers,          -- full papers, or submissions of a list
    count(document) as pdfs      -- those whose PDF is there
from papers
where kind in ('paper', 'submission')
group by venue, year
order by venue, year;
