-- The tree of each commit that was taken: one row a path.
create view snapshots as
select * from history.snapshots;
