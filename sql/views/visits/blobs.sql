-- The texts that were kept of repositories, by git's identifier of the content.
create view blobs as
select * from history.blobs;
