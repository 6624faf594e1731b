-- How much could not be read for the same reason: by what it was, whose host was asked, and what came instead.
select
    what,                                                                           -- page, PDF or repository
    coalesce(nullif(regexp_extract(address, '^\w+://([^/?#]+)', 1), ''), address) as host,  -- that was asked; null where there was no address
    reason,                                                                         -- what came instead
    count(*) as n,                                                                  -- papers
    count(distinct address) as addresses,                                           -- addresses: several papers may give the same
    any_value(concat_ws(' ', venue, year, subject) order by venue, year, subject) as example  -- the first of them: venue, year and key
from failures
group by what, host, reason
order by n desc, what, host, reason;
