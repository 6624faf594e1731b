-- A row a paper for a person to answer blind, in the form in which `reprosurvey review` takes it in: every question, no
-- answer of a rule, and rows in an order that tells nothing. `reprosurvey review draw` draws some of them at random.
with
listed as (
    select
        survey.*,
        pdf_url,
        coalesce(getvariable('seed')::bigint, 1) as seed,
        md5(concat_ws('/', seed, venue, year, paper)) as lot
    from survey
    join papers using (venue, year, paper)
    -- the variables only_venue and only_years narrow what is drawn from; null for all
    where (getvariable('only_venue') is null or venue = getvariable('only_venue')::varchar)
        and (getvariable('only_years') is null or list_contains(getvariable('only_years')::bigint[], year))
),
-- A systematic sample of papers that stand by year and answer, each as likely as any other: of every run of them, so of each
-- year and within it of each answer, its share is drawn, rounded up or down. W. G. Cochran (1977), Sampling Techniques,
-- chapter 8. In whole numbers, so that a seed draws the same everywhere.
placed as (
    select
        *,
        count(*) over () as of_all,
        least(coalesce(getvariable('draw_papers')::bigint, of_all), of_all) as wanted,
        (md5_number_lower(concat('start/', seed)) % of_all)::bigint as start,
        row_number() over (
            order by venue, year, has_repository, repeatable, score, public_data, lot
        ) as place
    from listed
),
drawn as (
    select * from placed where (start + place * wanted) // of_all > (start + (place - 1) * wanted) // of_all
),
readable as (
    select
        venue,
        year,
        paper,
        string_agg(concat(final_origin, ' (commit ', head, ')'), ' ' order by final_origin) as addresses
    from addressed_repositories
    where head is not null
    group by venue, year, paper
)
select
    drawn.venue,                        -- the venue
    drawn.year,                         -- the year
    drawn.paper,                        -- the publisher's key
    drawn.title,                        -- the title
    drawn.landing_url,                  -- the paper's own page
    drawn.pdf_url,                      -- its PDF
    readable.addresses,                 -- repositories that its addresses lead to, its own or not, and the commit to read each at
    null::varchar as repository,        -- for the address of its own
    null::varchar as {any},             -- for an answer: yes, no, na (the question does not apply) or nothing
    null::varchar as why,               -- for the reviewer's note
    concat(
        'seed ', drawn.seed, ', ', drawn.wanted, ' of ', drawn.of_all, ' papers'
    ) as draw                           -- how the papers were drawn
from drawn
left join readable using (venue, year, paper)
order by drawn.lot;
