-- yes as true, no as false; anything else (na, unknown, nothing) as null, so that SQL's three-valued logic applies.
create macro answered(outcome) as case outcome when 'yes' then true when 'no' then false end;
