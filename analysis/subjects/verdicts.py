"""What a criterion answers: an outcome with the evidence it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

QUOTE_LIMIT = 200
"""Characters of a quote; longer ones are cut and end in an ellipsis."""


class Outcome(StrEnum):
    """The answer to one question about one subject."""

    YES = "yes"
    NO = "no"
    NA = "na"
    """The question does not apply."""
    UNKNOWN = "unknown"
    """What the store holds cannot tell. Never counted as no."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where something stands and what it says; for a "no", what was looked for and where."""

    place: str
    """A path in the snapshot, ``page 3``, ``abstract``, or the places that were searched."""
    quote: str = ""
    line: int | None = None
    """1-based line within ``place``."""
    link: str | None = None
    """An address at which a reader sees the very line."""

    def __post_init__(self) -> None:
        flat = " ".join(self.quote.split())
        object.__setattr__(self, "quote", flat if len(flat) <= QUOTE_LIMIT else flat[: QUOTE_LIMIT - 1] + "…")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer with its evidence."""

    outcome: Outcome
    evidence: tuple[Evidence, ...] = ()
