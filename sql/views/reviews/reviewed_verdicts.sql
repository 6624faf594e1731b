-- The reviews that stand, as verdicts on each moment (as_of) that they hold for. One on a paper holds until it is answered
-- anew. One on a repository holds wherever the commit is judged that it was made at; one without a commit while there is
-- none. Where a review says that the paper's repository is another one, or that there is none, no automatic answer about a
-- repository stands: what is not reviewed of the other one is unknown, and of none nothing is asked (na).
create view reviewed_verdicts as
with
standing as (
    select * from reviews where stands
),
automatic as (
    select
        venue,
        year,
        paper,
        criterion,
        as_of,
        arg_max_null(origin, assessed_at) as origin,
        arg_max_null(head, assessed_at) as head
    from history.verdicts
    semi join standing using (venue, year, paper)
    group by venue, year, paper, criterion, as_of
),
judged as (
    select automatic.*, coalesce(origins.final_origin, automatic.origin) as final_origin
    from automatic
    left join origins using (origin)
    union all by name
    select distinct venue, year, paper, criterion
    from standing
    anti join (select * from automatic where as_of is null) as present using (venue, year, paper, criterion)
),
own as (
    select
        told.venue,
        told.year,
        told.paper,
        told.reviewer,
        told.reviewed_at,
        told.final_origin,
        told.outcome = 'no' as is_none,
        told.outcome = 'yes' and told.final_origin is not null
            and repository_of(told.final_origin) is distinct from repository_of(judged.final_origin) as is_other,
        if(is_other, told.origin, judged.origin) as origin,
        present.head
    from standing as told
    join judged using (venue, year, paper, criterion)
    left join origins as present on present.origin = told.origin
    where told.criterion = 'has_repository'
),
answered as (
    select
        judged.venue,
        judged.year,
        judged.paper,
        judged.criterion,
        judged.as_of,
        case
            when judged.criterion = 'has_repository' then if(told.outcome = 'yes', own.origin, null)
            when is_about_paper(judged.criterion) then null
            when own.is_other then coalesce(told.origin, own.origin)
            else coalesce(judged.origin, told.origin)
        end as origin,
        coalesce(told.head, if(told.outcome is null, judged.head, null)) as head,
        coalesce(told.outcome, if(own.is_none, 'na', 'unknown')) as outcome,
        coalesce(told.reviewer, own.reviewer) as reviewer,
        case
            when told.note is not null then told.note
            when own.is_none and told.outcome is null then 'the paper has no repository of its own'
            when own.is_other and (told.outcome is null or told.criterion = 'has_repository')
                then 'the paper''s repository is ' || own.origin
            else ''
        end as note,
        coalesce(told.reviewed_at, own.reviewed_at) as reviewed_at
    from judged
    left join own using (venue, year, paper)
    left join standing as told
        on told.venue = judged.venue and told.year = judged.year and told.paper = judged.paper
        and told.criterion = judged.criterion
        and case
            when is_about_paper(judged.criterion) then true
            when own.is_none then false
            when own.is_other then
                judged.as_of is null and told.final_origin = own.final_origin
                and coalesce(own.head, told.head) is not distinct from told.head
            else
                told.head is not distinct from judged.head
                and (told.head is not null or told.final_origin = judged.final_origin)
        end
    where told.outcome is not null or (not is_about_paper(judged.criterion) and (own.is_none or own.is_other))
)
select
    venue,
    year,
    paper,
    criterion,
    max_by(outcome, reviewed_at) as outcome,  -- yes, no, na or unknown
    arg_max_null(origin, reviewed_at) as origin,
    arg_max_null(head, reviewed_at) as head,
    as_of,                                    -- the day, or the first visit; null for the present
    [{
        'place': 'review by ' || max_by(reviewer, reviewed_at),
        'quote': max_by(note, reviewed_at),
        'line': null::bigint,
        'link': null::varchar,
        'kind': 'review',
        'reason': null::varchar
    }] as evidence,                           -- who says so, and the note
    'review' as rule,                         -- review
    max(reviewed_at) as assessed_at           -- when it was taken in
from answered
group by venue, year, paper, criterion, as_of;
