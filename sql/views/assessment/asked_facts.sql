-- What is asked of each repository beside the criteria, without being part of any verdict.
create view asked_facts as
select
    col0 as fact,      -- what a yes says
    col1 as about,     -- running (whether it can run at all) or practice (what is met on the way)
    col2 as place,     -- 1 for the first
    col3 as question   -- the question
from (
    values
        ('programs parse', 'running', 1, 'Is each program in Python one to some Python? The reason is which.'),
        ('lists parse', 'running', 2, 'Is each line of each list of packages one that an installer reads?'),
        ('imports listed', 'running', 3, 'Is each module that is imported listed, Python''s own or the repository''s?'),
        ('named files there', 'practice', 4, 'Are the files that the pages name in the tree?'),
        ('no machine paths', 'practice', 5, 'Are programs and settings free of paths that only somebody''s machine has?'),
        ('hardware stated', 'practice', 6, 'Do the pages say on which hardware it ran, or what it takes?'),
        ('seeds fixed', 'practice', 7, 'Does a program fix the seed of a random generator?'),
        ('one language', 'practice', 8, 'Are the programs in one language? The reason is which.'),
        ('one Python', 'practice', 9, 'Does all that is said of the version of Python go together?'),
        ('hub revisions given', 'practice', 10, 'Are models of a hub taken at a revision?'),
        ('notebooks in order', 'practice', 11, 'Were the notebooks run from top to bottom?')
) as asked;
