-- # Which public data sets are used
-- How many papers use public data sets of the register, by access class and what they do with them. For each data set and
-- for each class as a whole (data_set null), by venue and year, and over all years (year null). A paper may be in several
-- rows; sets that only the paper names are no part of it, as each may write them in its own way.
with
read as (
    select venue, year, paper
    from survey
    where reading = 'read'
),
sizes as (
    select venue, year, count(*) as n
    from read
    group by grouping sets ((venue, year), (venue))
),
used as (
    select venue, year, access, role, data_set, count(distinct (year, paper)) as papers
    from data_sets
    semi join read using (venue, year, paper)
    where access is not null
    group by grouping sets (
        (venue, year, access, role, data_set), (venue, year, access, role),
        (venue, access, role, data_set), (venue, access, role)
    )
)
select
    used.venue,                              -- the venue
    used.year,                               -- the year; null for all years together
    used.access,                             -- open, registration or application
    used.role,                               -- what the paper does with it: used, pretraining or related work
    used.data_set,                           -- the data set; null for all of this access class
    used.papers,                             -- how many papers
    sizes.n,                                 -- papers whose text was read
    used.papers / sizes.n as share           -- papers / n
from used
join sizes on sizes.venue = used.venue and sizes.year is not distinct from used.year
order by
    used.venue, used.year nulls last, used.data_set is not null, used.papers desc, used.data_set, used.access, used.role desc;
