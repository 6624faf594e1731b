"""How much is kept of what a page says, and in which form: strangers write titles of megabytes, and half letters."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reprosurvey.crawler.families.contributions import Contribution

KEY_LIMIT, DIGEST = 150, 16
"""Characters of a key, which names a file, and of the digest behind one that was longer."""
TITLE_LIMIT, ABSTRACT_LIMIT, NAME_LIMIT, LABEL_LIMIT, ADDRESS_LIMIT = 2_000, 50_000, 300, 300, 4_000
"""Characters."""
AUTHORS_LIMIT, LINKS_LIMIT = 5_000, 500


def storable(text: str, limit: int) -> str:
    """The text's first characters, in UTF-8 and without NUL."""
    return text[:limit].encode("utf-8", "replace").decode().replace("\0", "")


def bounded(contribution: Contribution) -> Contribution:
    """What is kept of a contribution, the fields of which something was left out among it.

    An address that is too long is none, for a part of it would be another. A key that is too long ends in a digest.
    """
    declared = [(label, url) for label, url in contribution.declared[:LINKS_LIMIT] if len(url) <= ADDRESS_LIMIT]
    pdf = contribution.pdf_url
    kept = replace(
        contribution,
        key=_key(contribution.key),
        title=storable(contribution.title, TITLE_LIMIT),
        authors=tuple(storable(name, NAME_LIMIT) for name in contribution.authors[:AUTHORS_LIMIT]),
        abstract=storable(contribution.abstract, ABSTRACT_LIMIT),
        landing_url=storable(contribution.landing_url, ADDRESS_LIMIT),
        pdf_url=storable(pdf, ADDRESS_LIMIT) if pdf is not None and len(pdf) <= ADDRESS_LIMIT else None,
        declared=tuple((storable(label, LABEL_LIMIT), storable(url, ADDRESS_LIMIT)) for label, url in declared),
        answers=tuple((storable(question, LABEL_LIMIT), told) for question, told in contribution.answers[:LINKS_LIMIT]),
    )
    cut = (name for name in _CUT if _size(kept, name) < _size(contribution, name))
    return replace(kept, cut=tuple(dict.fromkeys((*contribution.cut, *cut))))


_CUT = ("title", "authors", "abstract", "landing_url", "pdf_url", "declared")


def _size(contribution: Contribution, field: str) -> int:
    """Characters of a text, or of all texts in a list."""
    value = getattr(contribution, field)
    if value is None or isinstance(value, str):
        return len(value or "")
    return sum(len(part) if isinstance(part, str) else sum(map(len, part)) for part in value) + len(value)


def _key(key: str) -> str:
    """The key, which stays the same where it was shortened before."""
    if storable(key, KEY_LIMIT + 1 + DIGEST) == key:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    return f"{storable(key, KEY_LIMIT)}-{digest}"
