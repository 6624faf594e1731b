-- The third sheet: a row a paper on which reviewers differ and nobody has settled it, in the form in which
-- `reprosurvey review --adjudicate` takes it in. It says what each answered and why, and nothing of the rules.
with
open as (
    select * from reference_answers where outcome is null
),
said as (
    select
        venue,
        year,
        paper,
        reviews.criterion,
        string_agg(
            concat(reviewer, ' ', reviews.outcome, ' ' || if(criterion = 'has_repository', reviews.final_origin, null),
                ' (' || left(note, 500) || ')'),
            ', ' order by reviewer
        ) as answers,
        max(draw) as draw
    from reviews
    join open using (venue, year, paper, criterion)
    where not settles and reviews.head is not distinct from open.head
        and (open.final_origin is null or open.final_origin = reviews.final_origin)
    group by venue, year, paper, reviews.criterion
),
-- the repository and commit that they answered about, and the others that the survey holds
readable as (
    select venue, year, paper, final_origin, head, 1 as rank from open where head is not null
    union
    select venue, year, paper, final_origin, head, 2 as rank
    from addressed_repositories
    anti join (select * from open where head is not null) as reviewed using (venue, year, paper, final_origin)
    where addressed_repositories.head is not null
),
addressed as (
    select
        venue,
        year,
        paper,
        string_agg(concat(final_origin, ' (commit ', head, ')'), ' ' order by rank, final_origin) as addresses
    from readable
    group by venue, year, paper
),
named as (
    select venue, year, paper, any_value(final_origin) as repository
    from open
    where final_origin is not null
    group by venue, year, paper
    having count(distinct final_origin) = 1
),
asked as (
    select
        venue,
        year,
        paper,
        string_agg(criterion, ' ' order by not is_about_paper(criterion), criterion) as asked,
        string_agg(criterion || ': ' || answers, ' | ' order by not is_about_paper(criterion), criterion) as said,
        max(draw) as draw
    from said
    group by venue, year, paper
)
select
    asked.venue,                        -- the venue
    asked.year,                         -- the year
    asked.paper,                        -- the publisher's key
    papers.title,                       -- the title
    papers.landing_url,                 -- the paper's own page
    papers.pdf_url,                     -- its PDF
    asked.asked,                        -- the questions to settle
    asked.said,                         -- what each reviewer answered, and the notes
    addressed.addresses,                -- repositories that it may mean, and the commit to read each at
    named.repository,                   -- the one that they answered about, where it is one
    null::varchar as {any},             -- for the answer that counts: yes, no or na
    null::varchar as why,               -- for the reason
    asked.draw                          -- the draw of the blind sheet that they answered; empty where a rule's answer may have been seen
from asked
join papers using (venue, year, paper)
left join addressed using (venue, year, paper)
left join named using (venue, year, paper)
order by asked.venue, asked.year, asked.paper;
