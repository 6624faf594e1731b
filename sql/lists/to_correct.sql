-- A row a paper for a person to correct, in the form in which `reprosurvey review` takes it in: the answers that are known,
-- and what they rest on. An empty cell says nothing. Whoever corrects it has seen the automatic answers, so that agreement
-- with them says little: `to_review` is the sheet without.
with
rests_on as (
    select
        venue,
        year,
        paper,
        string_agg(
            concat(
                criterion, ': ', evidence[1].place, ':' || evidence[1].line, ' ', left(evidence[1].quote, 200),
                ' ' || evidence[1].link
            ),
            ' | ' order by not is_about_paper(criterion), criterion
        ) as evidence
    from survey_verdicts
    where outcome in ('yes', 'no')
    group by venue, year, paper
)
select
    survey.venue,                                                   -- the venue
    survey.year,                                                    -- the year
    survey.paper,                                                   -- the publisher's key
    title,                                                          -- the title
    landing_url,                                                    -- the paper's own page
    if_answered(has_repository) as has_repository,                  -- yes, no or empty; likewise the other questions
    regexp_replace(repository, '^https://', '') as repository,      -- its own repository's address
    head,                                                           -- the commit that the answers about it are about; empty where there is none
    if_answered({paper}) as {paper},                                -- {meaning}
    if_answered({repository}) as {repository},                      -- {meaning}
    null::varchar as why,                                               -- for the reviewer's note
    evidence                                                        -- what the answers rest on; not taken in
from survey
left join rests_on using (venue, year, paper)
order by survey.venue, survey.year, survey.paper;
