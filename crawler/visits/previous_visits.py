"""What a visit asks of earlier ones, and the answers of a look that keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from reprosurvey.crawler.git.advertisement import Contact
from reprosurvey.crawler.visits.records import FetchedSnapshot, PreviousSnapshot, VisitStatus
from reprosurvey.crawler.visits.schedule import VisitHistory


@dataclass(slots=True)
class OriginState:
    """How an origin stands today, by its visits; visits as of a day are not among them."""

    status: VisitStatus
    """Of the last visit that did not fail; failed where all did."""
    history: VisitHistory
    moved_to: str | None = None
    head: str | None = None
    """Of the last snapshot."""
    directory: str | None = None
    cloned_from: str | None = None
    """Where git answered last."""
    protocol: int | None = None

    @property
    def contact(self) -> Contact | None:
        """How the repository was reached; None where it was not, or that was not noted."""
        if self.cloned_from is None or self.protocol is None:
            return None
        return Contact(self.cloned_from, self.protocol, "sha256" if len(self.head or "") == 64 else "sha1")

    def is_due(self, time: datetime) -> bool:
        """Whether to look again."""
        return self.history.is_due(time)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one repository, for another process that reads the same store."""

    origins: Mapping[str, OriginState]
    unfinished: frozenset[str]
    """Those of which something is stored that no visit of the present tells of."""


class Known(Protocol):
    """What earlier visits found."""

    @property
    def origins(self) -> Mapping[str, OriginState]:
        """By canonical URL, how each origin stands."""

    def snapshot(self, origin: str) -> PreviousSnapshot | None:
        """The last snapshot of ``origin``; None where there is none to build on."""

    def stored_snapshot(self, repository: str, head: str) -> FetchedSnapshot | None:
        """The snapshot of a commit of ``repository``, by whichever of its refs; None where there is none."""

    def text(self, origin: str, blob: str) -> str | None:
        """A text of the repository of ``origin``; None where it is not known."""


class NothingKnown:
    """There was no earlier visit."""

    origins: Mapping[str, OriginState] = {}

    def snapshot(self, origin: str) -> None:
        """None."""

    def stored_snapshot(self, repository: str, head: str) -> None:
        """None."""

    def text(self, origin: str, blob: str) -> None:
        """None."""
