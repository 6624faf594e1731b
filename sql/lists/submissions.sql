-- A row a submission of the lists that `run --repositories` checked, as it prints them.
with
listed as (
    select venue, year, paper, page_error as fault, [link.url for link in declared] as handed_in
    from papers
    where kind = 'paper' and landing_url is null  -- it has no page of its own, as every paper has
),
looked_at as (
    select venue, year, paper, list({'origin': origin, 'outcome': last_outcome} order by rank, form) as visits
    from candidates
    join origins using (origin)
    group by all
),
answered as (
    select
        survey.*,
        fault,
        handed_in,
        visits,
        case
            when repository_state = 'folder not found' then repository_state
            when last_outcome not in ('full', 'unchanged', 'empty') then concat_ws(': ', last_outcome, error)
        end as why,
        list_filter(
            [
                if({score} = 'no', '{score}', null),
            ],
            lambda part: part is not null
        ) as parts,
        list(paper) over (partition by venue, year, repository_of(coalesce(survey.final_origin, survey.origin))) as sharing
    from survey
    join listed using (venue, year, paper)
    left join looked_at using (venue, year, paper)
    left join origins on origins.origin = survey.origin and judged_as_of is null
),
told as (
    select
        *,
        case
            when fault is not null then 'not understood'
            when has_repository <> 'yes' then 'no address'
            when gone then 'broken'               -- the host says that there is nothing public
            when repository_state = 'empty' then 'empty'
            when head is null then 'unknown'      -- it could not be looked into
            when len(parts) > 0 then 'incomplete'
            when score is null then 'unknown'     -- one of the parts cannot be told
            else 'complete'
        end as state,
        case
            when fault is not null then fault
            when has_repository = 'yes' then why
            else 'no address in ''' || left(handed_in[1], 80) || ''''
        end as reason,
        if(has_repository = 'yes', origin, null) as judged,
        [visit for visit in visits if visit.origin <> judged] as others,
        if(judged is not null, list_sort([id for id in sharing if id <> paper]), []) as shared_with
    from answered
)
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
from told
order by venue, year, try_cast(id as bigint) nulls last, id;
