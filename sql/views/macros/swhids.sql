-- The Software Heritage identifier (SWHID version 1) of a git object: 'rev' for a commit, 'dir' for a tree. Null where
-- there is none: the object is not known, or its repository names objects by SHA-256.
create macro swhid(kind, object) as
    if(regexp_full_match(object, '[0-9a-f]{40}'), 'swh:1:' || kind || ':' || object, null);
