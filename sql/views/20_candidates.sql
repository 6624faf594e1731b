-- The addresses that may be a paper's own repository, of each paper's latest nomination.
create view candidates as
select *
from history.candidates
qualify nominated_at = max(nominated_at) over (partition by venue, year, paper);
