-- The checklist of each paper and submission: a row a question, with the evidence of the verdicts that it follows from.
create view checklists as
with
questions as (
    from (values ('reproducibility', -3), ('code_public', -2), ('public_data', -1)) as own(question, place)
    union all
    select criterion, place from criteria where in_score
),
answers as (
    select
        surveyed.venue,
        surveyed.year,
        surveyed.paper,
        verdicts.criterion,
        if(verdicts.criterion = 'reproduction', 'reproducibility', verdicts.criterion) as question,
        if(
            is_about_paper(verdicts.criterion),
            verdicts.outcome,
            of_repository(verdicts.outcome, surveyed.has_repository)
        ) as outcome,
        verdicts.evidence
    from surveyed
    join survey_verdicts as verdicts using (venue, year, paper)
    where question in (select question from questions)
),
code_public as (
    select
        surveyed.venue,
        surveyed.year,
        surveyed.paper,
        'code_public' as question,
        case
            when surveyed.has_repository <> 'yes' then surveyed.has_repository
            when surveyed.gone or surveyed.repository_state = 'empty' then 'no'
            when surveyed.head is not null or surveyed.repository_state in ('too large', 'unsupported') then 'yes'
            else 'unknown'
        end as outcome,
        if(
            surveyed.has_repository = 'yes',
            list_append(
                verdicts.evidence,
                {
                    'place': 'visit: ' || coalesce(surveyed.visit_outcome, 'not yet'),
                    'quote': '',
                    'line': null::bigint,
                    'link': surveyed.final_origin,
                    'kind': 'visit',
                    'reason': surveyed.visit_outcome
                }
            ),
            verdicts.evidence
        ) as evidence
    from surveyed
    left join survey_verdicts as verdicts
        on verdicts.venue = surveyed.venue and verdicts.year = surveyed.year and verdicts.paper = surveyed.paper
        and verdicts.criterion = 'has_repository'
),
-- of two verdicts on one question: yes where either is, else unknown where either is, else no, else na
settled as (
    select
        venue,
        year,
        paper,
        question,
        case
            when bool_or(outcome = 'yes') then 'yes'
            when bool_or(outcome = 'unknown') then 'unknown'
            when bool_or(outcome = 'no') then 'no'
            else 'na'
        end as outcome,
        list({'outcome': outcome, 'evidence': evidence} order by outcome, criterion) as parts
    from (from answers union all by name from code_public)
    group by venue, year, paper, question
)
select
    surveyed.venue,                                     -- the venue
    surveyed.year,                                      -- the year
    surveyed.paper,                                     -- the publisher's key
    questions.question,                                 -- one of the nine
    coalesce(
        settled.outcome,
        if(is_about_paper(questions.question), 'unknown', of_repository(null, surveyed.has_repository))
    ) as outcome,                                       -- yes, no, na or unknown
    coalesce(
        flatten([
            part.evidence for part in settled.parts
            if part.outcome = settled.outcome
        ]),
        if(
            not is_about_paper(questions.question) and surveyed.has_repository = 'no',
            [{
                'place': 'paper', 'quote': 'the paper has no repository of its own', 'line': null, 'link': null,
                'kind': 'absence', 'reason': null
            }],
            []
        )
    ) as evidence,                                      -- of the verdicts that decide: place, quote, line, link, kind, reason
    questions.place                                     -- 1 for the first of the six of the score; those before it are negative
from surveyed
cross join questions
left join settled using (venue, year, paper, question);
