-- Who reviewed what: each reviewer's latest answers, and what becomes of them.
select
    reviewer,                                                       -- who answered
    role,                                                           -- stands (over the automatic answers) or compared (with them, and no more)
    count(distinct (venue, year, paper)) as papers,                 -- papers that are answered about
    count(*) as answers,                                            -- answers to one question about one of them
    count(*) filter (stands) as standing,                           -- those that no later one has taken the place of
    count(*) filter (automatic is null) as not_judged,              -- about a repository or commit that the survey has not judged
    min(reviewed_at) as reviewed_from,                              -- when the oldest was taken in
    max(reviewed_at) as reviewed_until                              -- and the newest
from compared_reviews
group by reviewer, role
order by reviewer, role;
