-- What each stage did and counted; since a moment, only from then on.
select
    stage,       -- crawl, extract, visit, artifacts, hosts, assess, ...
    venue,       -- the venue; null where the stage was about all
    started_at,  -- when it began
    ended_at,    -- when it ended
    finished,    -- whether it came to its end
    counts       -- how often each outcome came
from runs
where is_since(started_at)
order by started_at;
