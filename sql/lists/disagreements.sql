-- The reviews that the automatic answer does not share: it is another, unknown, or names another repository.
select
    compared_reviews.venue,             -- the venue
    compared_reviews.year,              -- the year
    compared_reviews.paper,             -- the publisher's key
    papers.title,                       -- the title
    compared_reviews.criterion,         -- the question
    compared_reviews.reviewer,          -- who answered
    compared_reviews.outcome as person,  -- the person's answer: yes, no or na
    automatic,                          -- the rule's: yes, no, na or unknown
    compared_reviews.final_origin as person_repository,  -- the repository that the person's answer is about or names
    automatic_origin as automatic_repository,  -- and the rule's
    compared_reviews.head,              -- the commit
    compared_reviews.note,              -- what the reviewer says of it
    automatic_evidence[1].place as place,  -- where the rule's evidence stands; for no, where it was looked for
    left(automatic_evidence[1].quote, 200) as quote,  -- what it says, at most 200 characters of it
    automatic_evidence[1].link as link,  -- its address
    automatic_rule as rule,             -- version of the rule
    stands                              -- whether the review stands over the rule's answer
from compared_reviews
join papers using (venue, year, paper)
where automatic <> outcome
    or (
        compared_reviews.criterion = 'has_repository' and outcome = 'yes' and automatic = 'yes'
        and repository_of(final_origin) is distinct from repository_of(automatic_origin)
    )
order by venue, year, paper, criterion, reviewer;
