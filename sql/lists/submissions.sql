-- A row a submission of the lists that `run --repositories` checked, as it prints them.
with
answered as (
    select
        survey.*,
        declared,
        case
            when repository_state = 'folder not found' then repository_state
            when last_outcome not in ('full', 'unchanged', 'empty') then concat_ws(': ', last_outcome, error)
        end as why,
        list_filter(
            [
                if({score} = 'no', '{score}', null),
            ],
            lambda part: part is not null
        ) as parts
    from survey
    join (select venue, year, paper, declared[1].url as declared from papers) using (venue, year, paper)
    left join origins on origins.origin = survey.origin and judged_as_of is null
    where landing_url is null  -- it has no page of its own, as every paper has
),
told as (
    select
        *,
        case
            when has_repository <> 'yes' then 'no address'
            when gone then 'broken'               -- the host says that there is nothing public
            when repository_state = 'empty' then 'empty'
            when head is null then 'unknown'      -- it could not be looked into
            when len(parts) > 0 then 'incomplete'
            when score is null then 'unknown'     -- one of the parts cannot be told
            else 'complete'
        end as state
    from answered
)
select
    venue,                          -- the list's name: submissions, unless another was given
    year,                           -- its year
    paper as id,                    -- the submission's id, else its name
    title as name,                  -- its name
    state,                          -- complete, incomplete, empty, broken (nothing public), no address or unknown
    array_to_string(if(state in ('incomplete', 'empty'), parts, []), ', ') as missing,  -- the parts that are no
    nullif(why, '') as reason,      -- why the latest visit could not look into it; page: there is no repository
    declared as repository,         -- as it was handed in, of several the first; null where nothing was
    {repository},                   -- {meaning}
    visit_outcome,                  -- of the latest visit
    final_origin,                   -- where the repository stands now
    head,                           -- the commit that was judged
    visited_at                      -- when it was last looked at
from told
order by venue, year, try_cast(id as bigint) nulls last, id;
