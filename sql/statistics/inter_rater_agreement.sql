-- # How far people agree with each other
-- How far two people agree who answered the same question, and beside it how far the rules agree with each of them and with
-- what was settled, over the same answers: those about the same paper, or the same repository at the same commit, that at
-- least two people gave. Of an agreement of the rules that is as high as that of people, no more can be asked.
with
told as (
    select
        *,
        if(is_about_paper(criterion), null, final_origin) as about
    from compared_reviews
    where not settles
),
items as (
    select venue, year, paper, criterion, about, head, any_value(automatic) as automatic,
        bool_and(draw is not null) as all_blind
    from told
    group by venue, year, paper, criterion, about, head
    having count(distinct reviewer) > 1
),
people as (
    select items.* exclude (all_blind), told.reviewer, told.outcome, told.draw is not null as blind
    from items
    join told
        on told.venue = items.venue and told.year = items.year and told.paper = items.paper
        and told.criterion = items.criterion and told.about is not distinct from items.about
        and told.head is not distinct from items.head
),
compared as (
    select one.venue, one.criterion, 'two people' as pair, one.reviewer as first, other.reviewer as second,
        one.outcome as a, other.outcome as b, one.blind and other.blind as blind
    from people as one
    join people as other
        on other.venue = one.venue and other.year = one.year and other.paper = one.paper
        and other.criterion = one.criterion and other.about is not distinct from one.about
        and other.head is not distinct from one.head and one.reviewer < other.reviewer
    union all
    select venue, criterion, 'a person and the rules', reviewer, null, outcome, automatic, blind
    from people
    union all
    select items.venue, items.criterion, 'what counts and the rules', null, null, settled.outcome, items.automatic,
        items.all_blind
    from items
    join reference_answers as settled
        on settled.venue = items.venue and settled.year = items.year and settled.paper = items.paper
        and settled.criterion = items.criterion and settled.final_origin is not distinct from items.about
        and settled.head is not distinct from items.head
),
counted as (
    select
        venue,
        criterion,
        pair,
        first,
        second,
        count(*) filter (a in ('yes', 'no') and b in ('yes', 'no')) as n,
        count(*) filter (a = 'yes' and b = 'yes') as both_yes,
        count(*) filter (a = 'yes' and b = 'no') as only_first,
        count(*) filter (a = 'no' and b = 'yes') as only_second,
        count(*) filter (a = 'no' and b = 'no') as both_no,
        count(*) - n as not_compared,
        count(*) filter (a in ('yes', 'no') and b in ('yes', 'no') and blind) as blind
    from compared
    group by all
)
select
    venue,                                                          -- the venue
    criterion,                                                      -- the question
    pair,                                                           -- two people, a person and the rules, or what counts and the rules
    first,                                                          -- the first person; empty for what counts among people
    second,                                                         -- the second person; empty for the rules
    n,                                                              -- answers compared: both are yes or no
    blind,                                                          -- of n: how many were given on blind sheets alone
    both_yes,                                                       -- both say yes
    only_first,                                                     -- the first says yes, the second no
    only_second,                                                    -- the second says yes, the first no
    both_no,                                                        -- both say no
    not_compared,                                                   -- how many more one of them did not answer by yes or no
    both_yes + both_no as agreed,                                   -- of n: both say the same
    agreed / nullif(n, 0) as agreement,                             -- agreed / n
    wilson_low(agreed, n) as agreement_low,                         -- where its 95 % interval begins (Wilson)
    wilson_high(agreed, n) as agreement_high,                       -- where it ends
    kappa(both_yes, only_first, only_second, both_no) as kappa,     -- Cohen's kappa (1960): 1 agreement, 0 as by chance; null where both gave one answer only
    kappa_low(both_yes, only_first, only_second, both_no) as kappa_low,  -- where its 95 % interval begins (Fleiss, Cohen and Everitt 1969); null where kappa is 1
    kappa_high(both_yes, only_first, only_second, both_no) as kappa_high  -- where it ends
from counted
order by venue, not is_about_paper(criterion), criterion, array_position(
    ['two people', 'a person and the rules', 'what counts and the rules'], pair
), first, second;
