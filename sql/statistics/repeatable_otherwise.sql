-- # Repeatable by other definitions
-- How many of the repositories that were looked at, of papers with data, would be repeatable under other definitions: each
-- condition left out, eased or another one added. By venue and year, and over all years (year null).
with
conditions as (
    select
        venue,
        year,
        answered(public_data) as data,
        answered(dependencies_listed) as listed,
        answered(dependencies) as versioned,
        answered(training) as training,
        answered(evaluation) as evaluation,
        answered(model) as model,
        answered(documentation) as documentation,
        answered(licensing) as licensing
    from survey
    where has_repository = 'yes' and not coalesce(gone, false) and public_data <> 'na'
),
definitions as (
    select
        venue,
        year,
        unnest(
            [
                (1, 'as defined', data and versioned and training),
                (2, 'without public data', versioned and training),
                (3, 'without dependencies', data and training),
                (4, 'without training', data and versioned),
                (5, 'dependencies without versions', data and listed and training),
                (6, 'evaluation as well', data and versioned and training and evaluation),
                (7, 'model as well', data and versioned and training and model),
                (8, 'documentation as well', data and versioned and training and documentation),
                (9, 'licence as well', data and versioned and training and licensing),
                (
                    10, 'public data and all of the score',
                    data and versioned and training and evaluation and model and documentation and licensing
                )
            ]::struct(place integer, definition varchar, met boolean)[],
            recursive := true
        )
    from conditions
),
counted as (
    select
        venue,
        year,
        definition,
        any_value(place) as place,
        count(met) as n,
        count(*) filter (met) as yes,
        count(*) filter (met is null) as unknown
    from definitions
    group by grouping sets ((venue, year, definition), (venue, definition))
)
select
    venue,                          -- the venue
    year,                           -- the year; null for all years together
    definition,                     -- what repeatable would mean
    n,                              -- repositories of which that is known
    yes,                            -- how many of these are
    yes / nullif(n, 0) as share,    -- yes / n
    wilson_low(yes, n) as low,      -- where the 95 % interval of the share begins (Wilson)
    wilson_high(yes, n) as high,    -- where it ends
    unknown                         -- how many more of which it is not known
from counted
order by venue, year nulls last, place;
