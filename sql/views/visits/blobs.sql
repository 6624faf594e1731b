-- The texts that were kept of repositories, by origin and git's identifier of the content. A visit that was cut off before it
-- said so may have left a text that the next one wrote again.
create view blobs as
select origin, blob, any_value(text) as text
from history.blobs
group by origin, blob;
