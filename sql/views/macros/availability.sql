-- Whether a visit's outcome means that the host shows nothing public; null where there is no outcome.
create macro is_gone(outcome) as outcome in ('not found', 'forbidden', 'blocked');
