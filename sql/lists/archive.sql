-- A row a repository, what is not held first, as `reprosurvey archive` lists it.
select
    origin,               -- where the repository stands now
    papers,               -- papers whose own it is
    held,                 -- whether the archive holds the scored state: yes, no or unknown
    save_request,         -- accepted, rejected or pending; empty where it was not asked to save
    swh_revision,         -- the commit's Software Heritage identifier
    swh_directory         -- its root tree's; empty where the visit did not note the tree
from archive
order by array_position(['no', 'unknown', 'yes'], held), origin;
