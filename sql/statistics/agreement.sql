-- # Agreement with people
-- How far the automatic answers agree with each reviewer's, over all years of a venue: the person's answer is held to be
-- right. Compared are answers to the same question about the same paper, or the same repository at the same commit.
with
counted as (
    select
        venue,
        reviewer,
        criterion,
        count(*) filter (outcome in ('yes', 'no') and automatic in ('yes', 'no')) as n,
        count(*) filter (outcome = 'yes' and automatic = 'yes') as both_yes,
        count(*) filter (outcome = 'yes' and automatic = 'no') as only_person,
        count(*) filter (outcome = 'no' and automatic = 'yes') as only_automatic,
        count(*) filter (outcome = 'no' and automatic = 'no') as both_no,
        count(*) filter (automatic = 'unknown') as unknown,
        count(*) filter (automatic is null or (automatic <> 'unknown' and 'na' in (outcome, automatic))) as not_compared
    from compared_reviews
    where not settles  -- only what others disagree on is settled
    group by venue, reviewer, criterion
)
select
    venue,                                                                        -- the venue
    reviewer,                                                                     -- who answered
    criterion,                                                                    -- the question
    n,                                                                            -- answers compared: both are yes or no
    both_yes,                                                                     -- person and rule say yes
    only_person,                                                                  -- the person says yes, the rule no
    only_automatic,                                                               -- the rule says yes, the person no
    both_no,                                                                      -- both say no
    unknown,                                                                      -- how many more the rule could not answer
    not_compared,                                                                 -- how many more are about a repository or commit that was not judged, or do not apply (na)
    both_yes + both_no as agreed,                                                 -- of n: both say the same
    agreed / nullif(n, 0) as accuracy,                                            -- agreed / n
    wilson_low(agreed, n) as accuracy_low,                                        -- where its 95 % interval begins (Wilson)
    wilson_high(agreed, n) as accuracy_high,                                      -- where it ends
    both_yes / nullif(both_yes + only_automatic, 0) as precision,                 -- of the rule's yes, the share that the person shares
    both_yes / nullif(both_yes + only_person, 0) as recall,                       -- of the person's yes, the share that the rule found
    2 * both_yes / nullif(2 * both_yes + only_person + only_automatic, 0) as f1,  -- harmonic mean of precision and recall
    kappa(both_yes, only_person, only_automatic, both_no) as kappa,               -- Cohen's kappa: 1 agreement, 0 as by chance; null where both gave one answer only
    kappa_low(both_yes, only_person, only_automatic, both_no) as kappa_low,       -- where its 95 % interval begins (Fleiss, Cohen and Everitt 1969); null where kappa is 1
    kappa_high(both_yes, only_person, only_automatic, both_no) as kappa_high      -- where it ends
from counted
order by venue, reviewer, not is_about_paper(criterion), criterion;
