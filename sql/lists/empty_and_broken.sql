-- The papers' own repositories in which there is nothing: empty ones, and those whose host shows nothing public.
select
    venue,                 -- the venue
    year,                  -- the year
    paper,                 -- the publisher's key
    title,                 -- the title
    repository,            -- its own repository, as the paper gives it
    state,                 -- empty; placeholder (a README or licence alone); not found, ref not found, folder not found, forbidden or blocked; of a day: not yet
    visited_at,            -- when it was last looked at
    repository_sentence    -- the words by which it is the paper's own
from nothing_there
order by venue, year, paper;
