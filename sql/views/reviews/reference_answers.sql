-- What people hold to be right: a row a question about a paper, or about its repository at a commit. The answer is what
-- settled it (the latest, where several did), else what all its reviewers gave; where they differ there is none yet. Two
-- who say yes and name different repositories differ.
create view reference_answers as
with
told as (
    select
        *,
        if(is_about_paper(criterion), null, final_origin) as about,
        concat_ws(' ', outcome, if(criterion = 'has_repository', repository_of(final_origin), null)) as answer
    from reviews
)
select
    venue,
    year,
    paper,
    criterion,
    about as final_origin,                                              -- the repository that it is about; null for the paper
    head,                                                               -- the commit that was reviewed
    count(*) filter (not settles) as reviewers,                         -- how many answered it, settling apart
    count(distinct answer) filter (not settles) > 1 as differ,          -- whether they gave more than one answer
    bool_or(settles) as settled,                                        -- whether somebody settled it
    coalesce(
        max_by(outcome, reviewed_at) filter (settles),
        if(count(distinct answer) = 1, any_value(outcome), null)
    ) as outcome                                                        -- yes, no or na; null where they differ and nobody settled it
from told
group by venue, year, paper, criterion, about, head;
