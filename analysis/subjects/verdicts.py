"""The verdict of a criterion: an outcome with the evidence it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reprosurvey.crawler.store.texts import storable

QUOTE_LIMIT = 200
"""Characters of a quote; longer ones are cut and end in an ellipsis."""


class Outcome(StrEnum):
    """How one criterion is decided for one subject."""

    YES = "yes"
    NO = "no"
    NA = "na"
    """The question does not apply."""
    UNKNOWN = "unknown"
    """What the store holds cannot tell. Never counted as no."""


class Kind(StrEnum):
    """What a piece of evidence is."""

    FILE = "file"
    """A file of the repository, mostly with a line."""
    PAGE = "page"
    """A page of the paper, its abstract or its landing page."""
    VISIT = "visit"
    """What a visit found; the reason is its outcome."""
    LINK = "link"
    """Whether the host of an address has what it leads to; the reason is that availability."""
    ABSENCE = "absence"
    """What was looked for, and where, and was not found."""
    FAILURE = "failure"
    """What broke judging off."""
    REVIEW = "review"
    """What a person says."""


class Reason(StrEnum):
    """Why something is evidence, where a view asks; a visit and a link have words of their own."""

    EMPTY = "empty"
    """Absence: the repository holds no file."""
    PLACEHOLDER = "placeholder"
    """Absence: it holds nothing but a README, a licence or a .gitignore."""
    WEIGHTS = "weights"
    """File: it holds trained weights."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands and what it says; for a "no", what was looked for and where.

    ``place`` and ``quote`` are for people; rules and views ask ``kind`` and ``reason``.
    """

    place: str
    """A path in the snapshot, ``page 3``, ``abstract``, or the places that were searched."""
    quote: str = ""
    line: int | None = None
    """1-based line within ``place``."""
    link: str | None = None
    """An address at which a reader sees the very line."""
    kind: Kind | None = None
    """None for a row that was stored before evidence had a kind."""
    reason: str | None = None
    """A word for machines; None where none asks."""

    def __post_init__(self) -> None:
        flat = storable(" ".join(self.quote.split()))
        object.__setattr__(self, "quote", flat if len(flat) <= QUOTE_LIMIT else flat[: QUOTE_LIMIT - 1] + "…")

    @property
    def where(self) -> str:
        """The place, with its line where there is one."""
        return f"{self.place}:{self.line}" if self.line else self.place


def evidence_of(stored: Mapping[str, Any]) -> Evidence:
    """The evidence that a row of the store holds."""
    kind = stored["kind"]
    return Evidence(**{**stored, "kind": None if kind is None else Kind(kind)})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One outcome with its evidence."""

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
