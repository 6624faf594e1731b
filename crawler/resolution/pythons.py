"""The minor releases of CPython that a list is resolved for, newest first.

Source: the release schedules PEP 494, 537, 569, 596, 619, 664, 693, 719 and 745. There are no settings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Python:
    """A minor release."""

    minor: str
    """As people name it: 3.11."""
    full: str
    """With a patch: ``3.7`` alone would mean 3.7.0 to an installer, which many packages exclude."""
    released_at: datetime
    """The first patch."""


def _python(minor: str, patch: int, year: int, month: int, day: int) -> Python:
    return Python(minor, f"{minor}.{patch}", datetime(year, month, day, tzinfo=UTC))


PYTHONS = (
    _python("3.14", 0, 2025, 10, 7),
    _python("3.13", 9, 2024, 10, 7),
    _python("3.12", 12, 2023, 10, 2),
    _python("3.11", 14, 2022, 10, 24),
    _python("3.10", 19, 2021, 10, 4),
    _python("3.9", 24, 2020, 10, 5),
    _python("3.8", 20, 2019, 10, 14),
    _python("3.7", 17, 2018, 6, 27),
    _python("3.6", 15, 2016, 12, 23),
)


def pythons_of(day: datetime | None) -> tuple[Python, ...]:
    """Those that were out on ``day``, all for the present (None)."""
    return PYTHONS if day is None else tuple(python for python in PYTHONS if python.released_at <= day)
