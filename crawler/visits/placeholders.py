"""Whether a snapshot is a placeholder: nothing in it but what a host puts into a new repository, and announcements."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from posixpath import splitext

WORDS = 600
"""Words up to which a README that stands alone is an announcement: a title, an abstract, a citation, "coming soon"."""

_LEGAL = frozenset({"license", "licence", "copying", "unlicense", "notice"})
_HOUSEKEEPING = frozenset({".gitignore", ".gitattributes", ".gitkeep", ".ds_store", "citation.cff", "codemeta.json"})
_PICTURES = frozenset(".png .jpg .jpeg .gif .svg .webp .bmp .ico".split())


def is_placeholder(paths: Iterable[str], text_of: Callable[[str], str | None]) -> bool:
    """Whether ``paths`` are nothing but short READMEs, licences, pictures and git's own files.

    ``text_of`` gives a path's text, None where it was not kept.
    """
    return all(_says_nothing(path, text_of) for path in paths)


def _says_nothing(path: str, text_of: Callable[[str], str | None]) -> bool:
    name = path.rpartition("/")[2].lower()
    stem = re.split("[.-]", name)[0]
    if name in _HOUSEKEEPING or stem in _LEGAL or splitext(name)[1] in _PICTURES:
        return True
    return stem == "readme" and (text := text_of(path)) is not None and len(text.split()) <= WORDS
