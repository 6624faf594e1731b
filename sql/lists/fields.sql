-- The field of each venue of the survey, and how many labelled sets are of it, of papers and of repositories.
select
    venue,                                                                       -- the venue
    any_value(field) as field,                                                   -- its field; null where it is not told
    count(distinct labelled_set) filter (compared and subjects = 'papers') as of_papers,              -- labelled sets of papers
    count(distinct labelled_set) filter (compared and subjects = 'repositories') as of_repositories   -- of repositories
from (select distinct venue from papers)
left join venue_fields using (venue)
left join (
    select
        sets.*,
        labelled_set in (select labelled_set from labelled_figures where compared = 'rules') as compared
    from labelled_sets as sets
) as sets on list_contains(sets.fields, field)
group by venue
order by venue;
