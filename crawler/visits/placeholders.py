"""Whether a snapshot is a placeholder: nothing in it but what a host puts into a new repository, and announcements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

WORDS = 300
"""Words up to which a README that stands alone is an announcement: a title, an abstract, a citation, "coming soon"."""

_LEGAL = frozenset({"license", "licence", "copying", "unlicense", "notice"})
_HOUSEKEEPING = frozenset({".gitignore", ".gitattributes", ".gitkeep", ".ds_store"})


def is_placeholder(paths: Iterable[str], text_of: Callable[[str], str | None]) -> bool:
    """Whether ``paths`` are nothing but short READMEs, licences and git's own files; ``text_of`` a path's text."""
    return all(_says_nothing(path, text_of) for path in paths)


def _says_nothing(path: str, text_of: Callable[[str], str | None]) -> bool:
    name = PurePosixPath(path).name.lower()
    stem = re.split("[.-]", name)[0]
    if name in _HOUSEKEEPING or stem in _LEGAL:
        return True
    return stem == "readme" and (text := text_of(path)) is not None and len(text.split()) <= WORDS
