-- The papers of the view survey without what became of their PDFs and the addresses that they give, which no count asks for:
-- from present_judgements, so that what would tell them is not read; of a day or the first visits, from earlier_surveys, which
-- the variable judgements_of names.
create view judgements as
select columns(lambda name: name not in ('as_of', 'reading', 'address', 'repository'))
from query_table(coalesce(getvariable('judgements_of'), 'present_judgements'))
where as_of is not distinct from getvariable('as_of')::timestamptz;
