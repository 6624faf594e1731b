-- The papers' own repositories in which there is nothing: empty, a placeholder (a README or licence alone), or what their
-- host says instead of showing them.
create view nothing_there as
with
placeholders as (
    select venue, year, paper, head
    from verdicts_by_day
    where criterion = 'training' and outcome = 'no' and reason in ('empty', 'placeholder')
    group by all
)
select
    survey.*,
    case
        when gone then repository_state
        when repository_state = 'empty' then 'empty'
        else 'placeholder'
    end as state  -- empty, placeholder, or what its host says
from survey
left join placeholders using (venue, year, paper, head)
where has_repository = 'yes' and (gone or repository_state = 'empty' or placeholders.paper is not null);
