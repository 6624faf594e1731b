-- The origins whose host says that there is nothing public.
create view gone_origins as
select origin
from origins
where is_gone(outcome);
