-- A row a paper, as `reprosurvey export papers` writes it.
select
    venue,                -- the venue
    year,                 -- the year
    paper,                -- the publisher's key
    title,                -- the title
    landing_url,          -- the paper's own page
    has_repository,       -- yes, no or unknown
    if(has_repository = 'yes', regexp_replace(repository, '^https://', ''), null) as repository,  -- its own address
    left(repository_sentence, 200) as repository_sentence,  -- the words that say so, at most 200 characters of them
    {paper},  -- {meaning}
    {repository},  -- {meaning}
    score,                -- 0 to 6: how many of the six are yes; empty where one of them is not known
    repeatable,           -- public data and dependencies and training: yes, no or unknown
    reading,              -- what became of the PDF: read, no text, unreadable, no document
    visit_outcome,        -- of the latest visit
    final_origin,         -- where the repository stands now
    head,                 -- the commit that was judged
    swh_revision,         -- its Software Heritage identifier
    swh_directory,        -- that of its root tree; empty where the visit did not note the tree
    committed_at,         -- when that was committed
    visited_at            -- when it was last looked at
from survey
order by venue, year, paper;
