-- # Where the repositories are
-- On which hosts the papers' own repositories are. By venue and year, and over all years (year null).
with
given as (
    select venue, year, regexp_extract(lower(repository), '^https?://(?:www\.)?([^/:]+)', 1) as host
    from survey
    where has_repository = 'yes'
),
counted as (
    select venue, year, host, count(*) as repositories
    from given
    group by grouping sets ((venue, year, host), (venue, host))
)
select
    venue,                                                                     -- the venue
    year,                                                                      -- the year; null for all years together
    host as what,                                                              -- the host, short links followed
    repositories,                                                              -- how many papers' own are there
    sum(repositories) over (partition by venue, year)::bigint as n,            -- papers that give a repository
    repositories / sum(repositories) over (partition by venue, year) as share  -- repositories / n
from counted
order by venue, year nulls last, repositories desc, what;
