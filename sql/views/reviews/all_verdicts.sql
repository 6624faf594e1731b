-- Every verdict that was ever written, and the reviews that stand as if written last.
create view all_verdicts as
from history.verdicts
union all by name
select * replace (timestamptz '9999-12-31' as assessed_at) from reviewed_verdicts;
