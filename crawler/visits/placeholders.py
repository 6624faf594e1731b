"""Whether a snapshot is a placeholder: nothing in it but what a host puts into a new repository, and announcements."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from crawler.visits.model import Entry

WORDS = 300
"""Words up to which a README that stands alone is an announcement: a title, an abstract, a citation, "coming soon"."""

_LEGAL = frozenset({"license", "licence", "copying", "unlicense", "notice"})
_HOUSEKEEPING = frozenset({".gitignore", ".gitattributes", ".gitkeep"})


def is_placeholder(tree: list[Entry], text_of: Callable[[str], str | None]) -> bool:
    """Whether ``tree`` holds nothing but a short README, a licence and git's own files; ``text_of`` reads a blob."""
    return all(_says_nothing(entry, text_of) for entry in tree)


def _says_nothing(entry: Entry, text_of: Callable[[str], str | None]) -> bool:
    name = PurePosixPath(entry.path).name.lower()
    stem = name.split(".")[0]
    if name in _HOUSEKEEPING or stem in _LEGAL:
        return True
    return stem == "readme" and (text := text_of(entry.blob)) is not None and len(text.split()) <= WORDS
