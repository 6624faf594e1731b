"""For which Python one list resolves, and if for none, what is in the way. Asks by way of a resolver.

The newest Python is tried first: the first for which the list resolves is the newest that it works with. Where it does
for none, uv names only the first obstacle; what it blames is left out and the rest tried again, so that the worst is
told and not the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reprosurvey.crawler.resolution.pythons import Python, pythons_of
from reprosurvey.crawler.resolution.reasons import Obstacle, Reason, obstacle_of
from reprosurvey.crawler.resolution.uv import Resolver

OBSTACLES_LIMIT = 8
"""Obstacles of one list that are looked for."""

_OF_PYTHON = (Reason.NO_WHEEL, Reason.PYTHON, Reason.LATER)
"""Reasons that may hold for one Python and not for the next."""
_BY_WORTH = tuple(Reason)


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
    """The lines of the list that the worst obstacle is about."""
    obstacles: int = 0
    """How many there are at least."""


def resolve_list(resolver: Resolver, requirements: Sequence[str], day: datetime | None) -> Resolution:
    """How ``requirements`` fare on the index as it was on ``day``, or is today (None).

    Raises:
        UnansweredError: Nothing is known.
    """
    first: list[tuple[Python, Obstacle]] = []
    for python in pythons_of(day):
        attempt = resolver.resolve(requirements, python, day)
        if attempt.resolved is not None:
            return Resolution(python.minor, attempt.resolved)
        first.append((python, obstacle_of(attempt.message)))
    if not first:
        return Resolution(None, reason=Reason.PYTHON)
    python, obstacle = next((pair for pair in first if pair[1].reason not in _OF_PYTHON), first[0])
    return _diagnosis(resolver, requirements, python, day, obstacle)


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
    first = obstacle_of(resolver.resolve(requirements, newer[-1], None).message)
    return newer[-1].minor, _diagnosis(resolver, requirements, newer[-1], None, first)


def _diagnosis(
    resolver: Resolver, requirements: Sequence[str], python: Python, day: datetime | None, first: Obstacle
) -> Resolution:
    """The worst of what is in the way for ``python``; ``first`` is what uv names first."""
    found: list[tuple[Obstacle, tuple[str, ...]]] = []
    rest, obstacle = list(requirements), first
    while True:
        blamed = tuple(r for r in rest if canonicalize_name(Requirement(r).name) in obstacle.packages)
        found.append((obstacle, blamed))
        if not blamed or len(rest) == 1 or len(found) == OBSTACLES_LIMIT:
            break
        rest.remove(blamed[0])
        attempt = resolver.resolve(rest, python, day)
        if attempt.resolved is not None:
            break
        obstacle = obstacle_of(attempt.message)
    worst, culprits = min(found, key=lambda pair: _BY_WORTH.index(pair[0].reason))
    return Resolution(None, reason=worst.reason, culprits=culprits, obstacles=len(found))
