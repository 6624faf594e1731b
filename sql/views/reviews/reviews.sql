-- People's answers: each reviewer's latest on each question about a paper, and on each about a repository at each commit;
-- what settles a disagreement stands apart from what the same person said before. Of the answers that were given to stand,
-- the latest that settles stands, and where none does the latest.
create view reviews as
with
latest as (
    select unnest(max_by(rows, reviewed_at))
    from (select * replace (coalesce(settles, false) as settles) from history.reviews) as rows
    group by venue, year, paper, criterion, head, reviewer, settles
)
select
    latest.* exclude (settles),
    settles,                                                     -- whether it settles what other reviewers disagree on
    coalesce(origins.final_origin, latest.origin) as final_origin,  -- where the repository stands now
    role = 'stands' and row(settles, reviewed_at) = max(row(settles, reviewed_at)) filter (role = 'stands') over (
        partition by venue, year, paper, criterion, latest.head
    ) as stands                                                  -- whether it is the one that stands
from latest
left join origins on origins.origin = latest.origin;
