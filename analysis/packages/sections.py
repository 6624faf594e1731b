"""Which parts of a page are on what is to be installed, by their headings."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reprosurvey.analysis.reading.readme import Line

_SECTION = re.compile(
    r"depend[ae]n?c|requirement|prerequisit|environment|install|set ?-?up|package|librar|built with|needed",
    re.IGNORECASE,
)
_ON_PACKAGES = re.compile(
    r"^(?!.*\b(?:data|hardware|system|memory|disk|input|file)s?\b).*(?:depend[ae]n?c|requirement|prerequisit)",
    re.IGNORECASE,
)
"""A heading under which nothing but what is needed stands."""
_PLAIN_HEADING = re.compile(r"\W*(?:[\w-]+ )?(?:dependenc(?:y|ies)|requirements?|prerequisites?)\W*$", re.IGNORECASE)
"""A line of a page without markup that is a heading."""
_INTRODUCES = re.compile(
    r"\b(?:depends? on|requires?|needs?|uses?|relies on|install)\b.{0,60}\b(?:following|these|below)\b.{0,40}"
    r"\b(?:packages|libraries|toolboxes|modules|dependencies)\b.{0,40}:\s*$",
    re.IGNORECASE,
)
"""A sentence that a list of packages follows."""
LISTED = "dependencies, listed"
"""What stands for a heading over the items that such a sentence introduces."""
_PLAIN_SECTION = 12
"""Lines that such a heading or sentence is taken to stand over."""


@lru_cache(maxsize=512)
def is_on_installation(heading: str) -> bool:
    """Whether what stands under a heading tells how to set things up, or what with."""
    return bool(_SECTION.search(heading))


@lru_cache(maxsize=512)
def is_on_packages(heading: str) -> bool:
    """Whether nothing but what is needed stands under a heading."""
    return bool(_ON_PACKAGES.search(heading))


def under_plain_headings(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines, those after one that is a heading without markup under it."""
    heading: Line | None = None
    for line in lines:
        if not line.code and (over := _over(line.text)):
            heading = line._replace(text=over)
        near = heading and line.file is heading.file and line.number - heading.number <= _PLAIN_SECTION
        yield line._replace(heading=heading.text) if heading and near and line.heading == heading.heading else line


def _over(text: str) -> str:
    """The heading that a line is for those below it; empty where it is none."""
    if _PLAIN_HEADING.match(text):
        return text
    return LISTED if text.rstrip().endswith(":") and _INTRODUCES.search(text) else ""
