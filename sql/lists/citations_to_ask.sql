-- The papers whose citations are asked for, with the DOI where their own address names it.
select
    venue,    -- the venue
    year,     -- the year
    paper,    -- the publisher's key
    title,    -- the title
    authors,  -- the authors, given name first
    nullif(
        lower(rtrim(regexp_extract(landing_url, '^https?://[^?#]*?/(10\.[0-9]{4,9}/[^\s?#]+)', 1), '/')), ''
    ) as doi  -- the DOI in small letters; null where the address has none
from papers
where kind = 'paper'
order by venue, year, paper;
