-- Whether a moment is among those that are asked for: from the one that the variable since names on; where it is null, all.
create macro is_since(moment) as moment >= coalesce(getvariable('since')::timestamptz, '-infinity'::timestamptz);
