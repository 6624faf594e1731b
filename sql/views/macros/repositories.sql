-- The address of the repository that an origin is of, without the branch, tag or commit that the origin may name.
create macro repository_of(origin) as
    regexp_replace(
        regexp_replace(origin, '(?:\?version=G|/browse\?at=|/\+/).*$', ''),
        '^(?:(https?://[^/]+/[^/]+)/-/(?:tree|tags)|(https://huggingface\.co/(?:(?:datasets|spaces)/)?[^/]+)/tree'
        || '|(https?://[^/]+/[^/]+/.+?)/(?:(?:-/)?(?:tree|src)|-/tags))/.+$',
        '\1\2\3'
    );
