-- How many of the repositories that were looked into show which trait (or none), by venue and year, and over all years
-- (year null). A repository may show several values of one trait.
create view trait_counts as
with
repositories as (
    select
        survey.venue,
        survey.year,
        survey.paper,
        survey.head,
        survey.repository_state = 'empty' or examined.head is not null as known
    from survey
    left join (select distinct venue, year, paper, head from traits) as examined using (venue, year, paper, head)
    where survey.has_repository = 'yes' and not coalesce(survey.gone, false)
),
sizes as (
    select venue, year, count(*) filter (known) as n, count(*) filter (not known) as unknown
    from repositories
    group by grouping sets ((venue, year), (venue))
),
shown as (
    select
        repositories.venue, repositories.year, repositories.paper, kinds.trait, coalesce(traits.value, 'none') as what
    from repositories
    cross join (select unnest(['framework', 'dependency manager', 'licence']) as trait) as kinds
    left join traits using (venue, year, paper, head, trait)
    where repositories.known
),
counted as (
    select venue, year, trait, what, count(*) as repositories
    from shown
    group by grouping sets ((venue, year, trait, what), (venue, trait, what))
)
select
    counted.venue,
    counted.year,
    counted.trait,
    counted.what,                                    -- the value of the trait, or none
    counted.repositories,                            -- that show it
    sizes.n,                                         -- that were looked into
    counted.repositories / sizes.n as share,         -- repositories / n
    wilson_low(counted.repositories, sizes.n) as low,  -- where the 95 % interval of the share begins
    wilson_high(counted.repositories, sizes.n) as high,  -- where it ends
    sizes.unknown                                    -- that could not be looked into
from counted
join sizes on sizes.venue = counted.venue and sizes.year is not distinct from counted.year;
