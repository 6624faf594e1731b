"""When to come back to an origin: sooner where it changes, later where it never does, rarely where it is dead.

The model is Software Heritage's scheduler: the interval between visits is halved by a visit that found something new
and doubled by one that did not; an origin that was not there a few times in a row is only looked at now and then.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from reprosurvey.crawler.visits.records import VisitStatus

FIRST = timedelta(days=14)
"""Between the first visit and the second."""
SHORTEST, LONGEST = timedelta(days=1), timedelta(days=180)
"""Bounds of the interval."""
DEAD_AFTER = 3
"""Visits in a row without a repository, after which an origin counts as dead."""

_ABSENT = (VisitStatus.NOT_FOUND, VisitStatus.REF_NOT_FOUND, VisitStatus.FORBIDDEN, VisitStatus.BLOCKED)
UNSUCCESSFUL = (VisitStatus.FAILED, *_ABSENT)
"""Statuses of a visit that found no repository."""


@dataclass(frozen=True, slots=True)
class VisitHistory:
    """What is known of the visits to an origin."""

    status: VisitStatus
    """Of the last visit."""
    visited_at: datetime
    due_at: datetime | None
    consecutive_failures: int
    """Visits in a row, the last included, that were unsuccessful."""

    def is_due(self, time: datetime) -> bool:
        """Whether to look again; a visit that is still to come, as by a clock that was ahead, puts nothing off."""
        return self.due_at is None or self.due_at <= time or self.visited_at > time

    @property
    def interval(self) -> timedelta:
        """The interval in force."""
        return self.due_at - self.visited_at if self.due_at is not None else FIRST


def next_visit(status: VisitStatus, visited_at: datetime, history: VisitHistory | None) -> datetime:
    """When to come back after a visit at ``visited_at`` that ended in ``status``."""
    return visited_at + _interval(status, visited_at, history)


def _interval(status: VisitStatus, visited_at: datetime, history: VisitHistory | None) -> timedelta:
    failures = history.consecutive_failures if history is not None else 0
    if status is VisitStatus.FAILED:  # at once, then a day, two, four, ...
        return min(SHORTEST * 2 ** min(failures - 1, 10), LONGEST) if failures else timedelta()
    if status in _ABSENT:
        return LONGEST if failures + 1 >= DEAD_AFTER else FIRST
    if history is None or failures:
        return FIRST
    if status is VisitStatus.FULL:
        return max(history.interval / 2, SHORTEST)
    early = visited_at < history.visited_at + history.interval  # before it was due: says nothing of the interval
    return history.interval if early else min(max(history.interval, SHORTEST) * 2, LONGEST)
