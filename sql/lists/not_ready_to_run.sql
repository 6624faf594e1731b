-- What a person meets who runs the code of the survey's repositories: each question whose answer is no, with its evidence.
select
    venue,     -- the venue
    year,      -- the year
    paper,     -- the publisher's key
    origin,    -- the repository
    fact,      -- what a yes would say
    reason,    -- why it is no
    places,    -- how often what the evidence shows was found
    evidence   -- the first of these places
from known_facts
where outcome = 'no'
order by venue, year, paper, place;
