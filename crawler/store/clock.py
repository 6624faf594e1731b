"""The time by which rows are ordered: the present, but always later than what a survey already holds.

A clock may have been ahead in an earlier run, or be behind in this one. What is written later still comes later: with
such a survey, time goes on from its newest row until the clock has caught up with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_TICK = timedelta(microseconds=1)


def present() -> datetime:
    """What the machine's clock says, in UTC."""
    return datetime.now(UTC)


class Clock:
    """The time of one process."""

    def __init__(self) -> None:
        self._floor = datetime.min.replace(tzinfo=UTC)

    def now(self) -> datetime:
        """The present, or a moment after the newest row."""
        found = present()
        if found <= self._floor:
            found = self._floor = self._floor + _TICK
        return found

    @contextmanager
    def after(self, newest: datetime | None) -> Iterator[None]:
        """Give times after ``newest`` as long as the block runs."""
        before, self._floor = self._floor, max(self._floor, newest or self._floor)
        try:
            yield
        finally:
            self._floor = before


CLOCK = Clock()
