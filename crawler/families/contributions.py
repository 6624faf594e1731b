"""What every family yields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scrapy.http import TextResponse


PAPER, ABSTRACT, FRONT_MATTER, WITHDRAWN = "paper", "abstract", "front matter", "withdrawn"
"""What a contribution can be. Only papers are counted."""
SUBMISSION = "submission"
"""What a list of submissions holds, of which nothing but a repository is known. It is told of by itself."""

_FRONT_MATTER = re.compile(
    r"\s*(?:preface|foreword|front ?matter(?: and preface)?|title pages?|proceedings title pages?|"
    r"table of contents|editorial|organi[sz]ing committee|program(?:me)? committee|proceedings of\b.*|"
    r"(?:preface|foreword)(?:: | (?:for|of|to)\b).*|.+: preface)\s*[.:]?\s*",
    re.IGNORECASE,
)


class UnexpectedPageError(Exception):
    """A page that is not what the family expects."""


@dataclass(frozen=True)
class Contribution:
    """One entry of a proceedings, as far as its pages tell."""

    key: str
    title: str
    landing_url: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    pdf_url: str | None = None
    declared: tuple[tuple[str, str], ...] = ()
    """Label and address of the links that the page offers, the PDF's left out."""
    answers: tuple[tuple[str, str], ...] = ()
    """Question of the checklist, and what the authors answered in a form: yes, no or na."""
    listed_as: str = PAPER
    """What the index says that it is: a paper, an abstract or withdrawn."""
    cut: tuple[str, ...] = ()
    """Fields of which something was left out because it was too long (``bounds.py``)."""

    @property
    def kind(self) -> str:
        """Whether it counts: what it is listed as, and of a paper by its title whether it is front matter."""
        return FRONT_MATTER if self.listed_as == PAPER and _FRONT_MATTER.fullmatch(self.title) else self.listed_as


@dataclass(frozen=True)
class Listing:
    """What one page of an index says."""

    contributions: tuple[Contribution, ...]
    further: tuple[str, ...] = ()
    """Addresses of the pages that list more of the same edition."""


@dataclass(frozen=True)
class Family:
    """A publisher's format. Each function raises ``UnexpectedPageError`` where a page has another structure."""

    parse_index: Callable[[TextResponse], Listing]
    """The contributions that a page of an edition's index lists, in its order."""
    parse_landing: Callable[[TextResponse, Contribution], Contribution] | None = None
    """The contribution as its own page tells it; None where the index tells all, so that no page is asked for."""
    parse_series: Callable[[TextResponse, str], Mapping[int, tuple[str, ...]]] | None = None
    """Year to index pages of the series of that name, from the publisher's list; None where there is no list."""
