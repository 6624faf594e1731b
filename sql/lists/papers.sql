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
    promised,             -- code is promised without an address: yes, no, na (there is an address) or unknown
    public_data,          -- yes, no or unknown
    dependencies_listed,  -- yes, no, na (no repository, or gone) or unknown; likewise below
    dependencies,         -- listed with versions
    training,             -- code that trains the paper's model
    evaluation,           -- code that evaluates it
    model,                -- its weights
    documentation,        -- what is there and how to use it
    licensing,            -- a licence for the repository's own code
    score,                -- 0 to 6: how many of the last six are yes; empty where one of them is not known
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
