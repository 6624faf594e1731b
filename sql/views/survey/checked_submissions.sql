-- A row a submission of the lists that `run --repositories` checked, beside what surveyed has of it: what it comes to, and why.
create view checked_submissions as
with
listed as (
    select venue, year, paper, page_error as fault, [link.url for link in declared] as handed_in
    from papers
    where kind = 'submission'
),
looked_at as (
    select venue, year, paper, list({'origin': origin, 'outcome': last_outcome} order by rank, variant) as visits
    from candidates
    join origins using (origin)
    group by all
),
answered as (
    select
        surveyed.*,
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
        list(paper) over (partition by venue, year, repository_of(coalesce(surveyed.final_origin, surveyed.origin))) as sharing
    from surveyed
    join listed using (venue, year, paper)
    left join looked_at using (venue, year, paper)
    left join origins on origins.origin = surveyed.origin and judged_as_of is null
)
select
    * exclude (fault, handed_in, visits, why, parts, sharing),
    handed_in,  -- the addresses as they were handed in; where there is none, what was
    visits,     -- each address that was looked at, and how its latest visit ended
    parts,      -- the parts that are no
    case
        when fault is not null then 'not understood'
        when has_repository <> 'yes' then 'no address'
        when gone then 'broken'               -- the host says that there is nothing public
        when repository_state = 'empty' then 'empty'
        when head is null then 'unknown'      -- it could not be looked into
        when len(parts) > 0 then 'incomplete'
        when score is null then 'unknown'     -- one of the parts cannot be told
        else 'complete'
    end as state,  -- complete, incomplete, empty, broken (nothing public), no address, not understood (the row) or unknown
    case
        when fault is not null then fault
        when has_repository = 'yes' then why
        else 'no address in ''' || left(handed_in[1], 80) || ''''
    end as reason,  -- why it could not be looked into
    if(has_repository = 'yes', origin, null) as judged,  -- the address that was judged
    [visit for visit in visits if visit.origin <> judged] as others,  -- of several addresses, those that were not
    if(judged is not null, list_sort([id for id in sharing if id <> paper]), []) as shared_with  -- submissions with the same repository
from answered;
