-- A row a public data set that a paper names, and a row without a name for a paper that names none.
select
    venue,                               -- the venue
    year,                                -- the year
    paper,                               -- the publisher's key
    data_set,                            -- name in the register of data sets, else in the paper
    access,                              -- open, registration or application; empty where the register does not know it
    role,                                -- what the paper does with it: used, pretraining or related work
    purpose,                             -- what a used one serves: training, evaluation, both, or experiments (not told)
    page,                                -- 1-based page; empty for the landing page's abstract
    left(sentence, 200) as sentence,     -- the words that say so, at most 200 characters of them
    rule,                                -- version of the rule
    assessed_at                          -- when it was judged
from data_sets
order by all;
