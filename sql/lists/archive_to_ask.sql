-- The identifiers to ask the archive for: those of the states that it is not known to hold.
with
identifiers as (
    select unnest([swh_revision, swh_directory]) as swhid from archive where held <> 'yes'
)
select
    swhid   -- of a commit or a root tree
from identifiers
where swhid is not null;
