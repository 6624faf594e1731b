-- The public data sets that each paper names, by its latest assessment. A paper that names none has one row without name.
create view data_sets as
select *
from history.data_sets
qualify assessed_at = max(assessed_at) over (partition by venue, year, paper);
