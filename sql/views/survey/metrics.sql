-- What Table 1 and published tables measure, in their order.
create view metrics as
select
    metric,                                         -- what is measured
    row_number() over (order by part, place) as place  -- 1 for the first
from (
    select criterion as metric, if(scope = 'paper', 2, 4) as part, place from criteria where in_table1
    union all
    from (values ('papers', 1, 0), ('repeatable_paper', 3, 0), ('repeatable', 5, 0), ('score', 6, 0), ('score_spread', 7, 0))
);
