-- What each verdict of a paper rests on.
select
    verdicts.venue,      -- the venue
    verdicts.year,       -- the year
    verdicts.paper,      -- the publisher's key
    verdicts.criterion,  -- the question
    verdicts.outcome,    -- yes, no, na or unknown
    verdicts.rule,       -- version of the rule; review for a person's answer
    [
        struct_insert(
            piece,
            page := if(
                piece.kind = 'page' or (piece.kind is null and is_about_paper(verdicts.criterion)),
                page_of(papers.pdf_url, piece.place),
                null
            )
        )
        for piece in verdicts.evidence
    ] as evidence        -- place, quote, line, link, kind, reason and page (its address); for no, what was looked for and where
from survey_verdicts as verdicts
left join listed_papers as papers using (venue, year, paper)
order by verdicts.venue, verdicts.year, verdicts.paper, verdicts.criterion;
