-- The answers about each paper's repository, a column a criterion: of the present, of each day that was asked for, and of
-- its first visit (as_of).
create view repository_answers as
pivot (select venue, year, paper, as_of, criterion, outcome from verdicts_by_day)
on criterion in (
    'dependencies_listed', 'dependencies', 'training', 'evaluation', 'model', 'documentation', 'licensing'
)
using first(outcome)
group by venue, year, paper, as_of;
