-- People's answers: each reviewer's latest on each question about a paper, and on each about a repository at each commit.
-- Where reviewers differ, the latest answer that was given to stand does.
create view reviews as
with
latest as (
    select unnest(max_by(rows, reviewed_at))
    from history.reviews as rows
    group by venue, year, paper, criterion, head, reviewer
)
select
    latest.*,
    coalesce(origins.final_origin, latest.origin) as final_origin,  -- where the repository stands now
    role = 'stands' and reviewed_at = max(reviewed_at) filter (role = 'stands') over (
        partition by venue, year, paper, criterion, latest.head
    ) as stands                                                  -- whether it is the one that stands
from latest
left join origins on origins.origin = latest.origin;
