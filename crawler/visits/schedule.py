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

_ABSENT = (VisitStatus.NOT_FOUND, VisitStatus.FORBIDDEN, VisitStatus.BLOCKED)
IN_VAIN = (VisitStatus.FAILED, *_ABSENT)
"""Outcomes of a visit that found no repository."""


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of the visits to an origin."""

    outcome: VisitStatus
    """Of the last visit."""
    visited_at: datetime
    due_at: datetime | None
    in_vain: int
    """Visits in a row, the last included, that failed or found nothing there."""

    @property
    def interval(self) -> timedelta:
        """The interval in force."""
        return self.due_at - self.visited_at if self.due_at is not None else FIRST


def next_visit(outcome: VisitStatus, visited_at: datetime, past: Past | None) -> datetime:
    """When to come back after a visit at ``visited_at`` that ended in ``outcome``."""
    return visited_at + _interval(outcome, visited_at, past)


def _interval(outcome: VisitStatus, visited_at: datetime, past: Past | None) -> timedelta:
    in_vain = past.in_vain if past is not None else 0
    if outcome is VisitStatus.FAILED:  # at once, then a day, two, four, ...
        return min(SHORTEST * 2 ** min(in_vain - 1, 10), LONGEST) if in_vain else timedelta()
    if outcome in _ABSENT:
        return LONGEST if in_vain + 1 >= DEAD_AFTER else FIRST
    if past is None or past.in_vain:
        return FIRST
    if outcome is VisitStatus.FULL:
        return max(past.interval / 2, SHORTEST)
    early = visited_at < past.visited_at + past.interval  # asked before it was due: that says nothing of the interval
    return past.interval if early else min(max(past.interval, SHORTEST) * 2, LONGEST)
