"""What a record says of its relation to a git repository, in the words of DataCite."""

from __future__ import annotations

from collections.abc import Iterable

from reprosurvey.crawler.origins import origin_of

_COPIES = (
    "issupplementto",
    "isidenticalto",
    "isderivedfrom",
    "isvariantformof",
    "isversionof",
    "source_code",
    "software",
)
"""Relations of a copy to what it was taken from; Zenodo's own bridge to GitHub writes the first."""


def repository_among(related: Iterable[tuple[str | None, str | None]]) -> str | None:
    """The address of the repository, branch or release that a record is a copy of; None where it names none.

    ``related``: relations, and what they lead to.
    """
    for relation, identifier in related:
        origin = origin_of(identifier) if identifier and (relation or "").lower() in _COPIES else None
        if origin is not None and origin.kind == "repository":
            return f"https://{origin.address}"
    return None
