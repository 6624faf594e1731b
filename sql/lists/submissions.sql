-- A row a submission of the lists that `run --repositories` checked, as it prints them.
select
    venue,                          -- the list's name: submissions, unless another was given
    year,                           -- its year
    paper as id,                    -- the submission's id, else its name
    title as name,                  -- its name
    state,                          -- complete, incomplete, empty, broken (nothing public), no address, not understood (the row) or unknown
    array_to_string(if(state in ('incomplete', 'empty'), parts, []), ', ') as missing,  -- the parts that are no
    nullif(reason, '') as reason,   -- why the latest visit could not look into it; page: there is no repository
    nullif(concat_ws('; ',
        if(
            len(others) > 0,
            concat(
                if(len(handed_in) > len(visits), concat(len(visits), ' of '), ''),
                greatest(len(handed_in), len(visits)), ' addresses looked at, judged: ', judged, ', not: ',
                array_to_string([concat(visit.origin, ' (', visit.outcome, ')') for visit in others], ', ')
            ),
            null
        ),
        if(
            len(shared_with) > 0,
            concat(
                'same repository as ', array_to_string(shared_with[:5], ', '),
                if(len(shared_with) > 5, concat(' and ', len(shared_with) - 5, ' more'), '')
            ),
            null
        )
    ), '') as note,                 -- which of several addresses was judged, and which submissions have the same repository
    array_to_string(handed_in, ' ') as repository,  -- the addresses as they were handed in; null where nothing was
    judged,                         -- the address that was judged, as it is written on the web
    array_to_string(shared_with, ', ') as same_repository_as,  -- the other submissions of the list with the same repository, by id
    {repository},                   -- {meaning}
    visit_outcome,                  -- of the latest visit
    final_origin,                   -- where the repository stands now
    head,                           -- the commit that was judged
    visited_at                      -- when it was last looked at
from checked_submissions
order by venue, year, try_cast(id as bigint) nulls last, id;
