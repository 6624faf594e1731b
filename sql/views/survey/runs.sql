-- What each stage did and counted, the latest last.
create view runs as
select * from history.runs
order by started_at;
