-- The latest automatic answer of each criterion for each paper, for the present.
create view verdicts as
select * from verdicts_by_day
where as_of is null;
