-- yes as true, no as false; anything else (na, unknown, nothing) as null, so that SQL's three-valued logic applies.
create macro answered(outcome) as case outcome when 'yes' then true when 'no' then false end;

-- The answer about a paper's repository: na where it has none, unknown where nothing is known.
create macro of_repository(outcome, has_repository) as
    if(has_repository = 'no', 'na', coalesce(outcome, 'unknown'));
