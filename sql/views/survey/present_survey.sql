-- A row a paper or submission (kind), as of the present: how it was judged, what became of its PDF, and the address that it
-- gives.
create view present_survey as
select
    judged.* exclude (score, repeatable) replace (
        title_of(judged.title, readings.pdf_title) as title,
        authors_of(judged.authors, readings.pdf_authors) as authors
    ),
    coalesce(readings.outcome, 'not read') as reading,                -- what became of the PDF
    coalesce('https://' || given.written, judged.origin) as address,  -- as the paper writes it, mended
    if(given.kind = 'shortener', judged.final_origin, address) as repository,  -- the same, short links followed
    judged.score,
    judged.repeatable
from present_judgements as judged
left join (
    select venue, year, paper, origin, any_value(kind) as kind, any_value(address) as written
    from candidates
    group by venue, year, paper, origin
) as given
    on given.venue = judged.venue and given.year = judged.year and given.paper = judged.paper and given.origin = judged.origin
left join readings
    on readings.venue = judged.venue and readings.year = judged.year and readings.paper = judged.paper;
