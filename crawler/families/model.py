"""What every family yields."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PAPER, FRONT_MATTER = "paper", "front matter"

_FRONT_MATTER = re.compile(
    r"\s*(?:preface|foreword|front ?matter|title pages?|proceedings title pages?|table of contents|editorial|"
    r"organi[sz]ing committee|program(?:me)? committee|proceedings of\b.*)\s*[.:]?\s*",
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
    declared: tuple[tuple[str, str], ...] = field(default=())
    """Label and address of the links that the page offers, the PDF's left out."""

    @property
    def kind(self) -> str:
        """Whether it counts: a paper, or front matter by its title."""
        return FRONT_MATTER if _FRONT_MATTER.fullmatch(self.title) else PAPER
