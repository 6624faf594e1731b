"""For which Python one list resolves, and if for none, what is in the way. Asks by way of a resolver.

The newest Python is tried first: the first for which the list resolves is the newest that it works with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from reprosurvey.crawler.resolution.diagnosis import BY_WORTH, InTheWay, Search
from reprosurvey.crawler.resolution.pythons import pythons_of
from reprosurvey.crawler.resolution.reasons import Reason
from reprosurvey.crawler.resolution.uv import Resolver


@dataclass(frozen=True, slots=True)
class Resolution:
    """How a list fares."""

    python: str | None
    """The newest minor release for which it resolves; None where it does for none."""
    packages: tuple[str, ...] = ()
    """What is then installed, each with its version."""
    reason: Reason | None = None
    """Where it resolves for none, the worst obstacle."""
    culprits: tuple[str, ...] = ()
    """The lines of the list that obstacles as bad are about."""
    obstacles: int = 0
    """How many there are at least."""


def resolve_list(resolver: Resolver, requirements: Sequence[str], day: datetime | None) -> Resolution:
    """How ``requirements`` fare on the index as it was on ``day``, or is today (None).

    Raises:
        UnansweredError: Nothing is known.
    """
    search, pythons = Search(resolver, requirements, day), pythons_of(day)
    for python in pythons:
        if (resolved := search.attempt(requirements, python).resolved) is not None:
            return Resolution(python.minor, resolved)
    return _of(search.obstacles(pythons))


def resolving_pythons(resolver: Resolver, requirements: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The minor releases of Python, newest first, for which ``requirements`` resolve today, and what is then installed.

    Raises:
        UnansweredError: Nothing is known.
    """
    attempts = {python.minor: resolver.resolve(requirements, python, None).resolved for python in pythons_of(None)}
    return {minor: packages for minor, packages in attempts.items() if packages is not None}


def obstacle_after(resolver: Resolver, requirements: Sequence[str], minor: str) -> tuple[str, Resolution] | None:
    """What is in the way of the first Python newer than ``minor``, the newest for which ``requirements`` resolve.

    None where there is no newer one.

    Raises:
        UnansweredError: Nothing is known.
    """
    newer = list(takewhile(lambda python: python.minor != minor, pythons_of(None)))
    if not newer:
        return None
    return newer[-1].minor, _of(Search(resolver, requirements, None).obstacles(newer[-1:]))


def _of(obstacles: Sequence[InTheWay]) -> Resolution:
    """The worst of what is in the way; where there is no Python to try, that."""
    reason = min((obstacle.reason for obstacle in obstacles), key=BY_WORTH.index, default=Reason.PYTHON)
    lines = dict.fromkeys(line for obstacle in obstacles if obstacle.reason is reason for line in obstacle.lines)
    return Resolution(None, reason=reason, culprits=tuple(lines), obstacles=len(obstacles))
