-- The address of the repository that an origin is of, without the branch, tag or commit that the origin may name.
create macro repository_of(origin) as
    regexp_replace(origin, '^(https?://[^/]+/[^/]+/.+?)/(?:(?:-/)?(?:tree|src)|-/tags)/.+$', '\1');
