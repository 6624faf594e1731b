-- Whether a repository's state means that the host shows nothing public at the address; null where there is no outcome.
create macro is_gone(outcome) as outcome in ('not found', 'ref not found', 'folder not found', 'forbidden', 'blocked');
