-- A row a submission of one list (the variable edition: its venue and year), as `run --repositories` prints it.
with
answered as (
    select
        *,
        list_filter(
            [
                if(dependencies = 'no', 'dependencies', null), if(training = 'no', 'training', null),
                if(evaluation = 'no', 'evaluation', null), if(model = 'no', 'model', null),
                if(documentation = 'no', 'documentation', null), if(licensing = 'no', 'licensing', null)
            ],
            lambda part: part is not null
        ) as parts
    from survey
    join (select venue, year, paper, declared[1].url as declared from papers) using (venue, year, paper)
    where venue = getvariable('edition').venue and year = getvariable('edition').year
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
    paper as id,                    -- the submission's id, else its name
    title as name,                  -- its name
    state,                          -- complete, incomplete, empty, broken (nothing public), no address or unknown
    array_to_string(if(state in ('incomplete', 'empty'), parts, []), ', ') as missing,  -- the parts that are no
    declared as repository,         -- as it was handed in; null where nothing was
    dependencies_listed,            -- yes, no, na (no repository, or gone) or unknown; likewise below
    dependencies,                   -- listed with versions
    training,                       -- code that trains the paper's model
    evaluation,                     -- code that evaluates it
    model,                          -- its weights
    documentation,                  -- what is there and how to use it
    licensing,                      -- a licence for the repository's own code
    visit_outcome,                  -- of the latest visit
    final_origin,                   -- where the repository stands now
    head,                           -- the commit that was judged
    visited_at                      -- when it was last looked at
from told
order by try_cast(id as bigint) nulls last, id;
