-- The tree of each commit that was taken, once: one row a path.
create view snapshots as
select distinct * from history.snapshots;
