-- # Which criteria go together
-- Which criteria go together: each pair of the six over a venue's repositories of which both are known.
with
answers as (
    unpivot (
        select
            {score},
            venue, year, paper
        from survey
        where has_repository = 'yes'
    )
    on columns(* exclude (venue, year, paper))
    into name criterion value outcome
),
known as (
    select venue, year, paper, criterion, answered(outcome) as met, criteria.place
    from answers
    join criteria using (criterion)
    where outcome in ('yes', 'no')
),
pairs as (
    select
        one.venue,
        one.criterion as first,
        other.criterion as second,
        any_value((one.place, other.place)) as place,
        count(*) as n,
        count(*) filter (one.met and other.met) as "both",
        count(*) filter (one.met and not other.met) as only_first,
        count(*) filter (other.met and not one.met) as only_second,
        count(*) filter (not one.met and not other.met) as neither
    from known as one
    join known as other using (venue, year, paper)
    where one.place < other.place
    group by one.venue, one.criterion, other.criterion
)
select
    venue,                                   -- the venue
    first,                                   -- a criterion
    second,                                  -- another
    n,                                       -- repositories of which both are known
    pairs.both,                              -- of these, how many meet both
    only_first,                              -- the first alone
    only_second,                             -- the second alone
    neither,                                 -- neither
    (pairs.both * neither - only_first * only_second) / nullif(
        sqrt(
            (pairs.both + only_first)::double * (only_second + neither)
            * (pairs.both + only_second) * (only_first + neither)
        ),
        0
    ) as phi                                 -- their correlation, -1 to 1; null where one of them is met by all or none
from pairs
order by venue, place;
