-- Of each venue's year the papers of the view survey with the same answers, and how many they are.
create view alike_surveyed as
select
    venue,
    year,
    {table1},  -- {meaning}
    coalesce(gone, false) as gone,  -- the host says: nothing public at the address
    score,              -- 0 to 6, how many of the six are yes; null unless all are yes or no
    repeatable,         -- public data, dependencies and training: yes, no (one is known to be missing), na (no data) or unknown
    count(*) as papers  -- how many
from survey
group by all;
