-- The answers beside the criteria about each repository of the survey, at the commit that counts: a row a repository and
-- question. One that was not looked into is unknown; one that is gone has none.
create view known_facts as
select
    survey.venue,
    survey.year,
    survey.paper,
    survey.origin,
    survey.head,
    asked_facts.about,
    asked_facts.place,
    asked_facts.fact,
    case
        when facts.outcome is not null then facts.outcome
        when survey.repository_state = 'empty' then 'na'
        else 'unknown'
    end as outcome,  -- yes, no, na or unknown
    case
        when facts.outcome is not null then facts.reason
        when survey.repository_state = 'empty' then 'empty'
        else 'not looked into'
    end as reason,   -- which, or why; null where there is nothing to tell apart
    facts.places,    -- how often what the evidence shows was found
    facts.evidence,  -- the first of these places
    survey.dependencies,
    survey.repeatable
from survey
cross join asked_facts
left join facts using (venue, year, paper, head, fact)
where survey.has_repository = 'yes' and not coalesce(survey.gone, false);
