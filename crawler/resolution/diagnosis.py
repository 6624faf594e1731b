"""What is in the way of a list that resolves for no Python. Asks by way of a resolver; there are no settings.

uv names only the first obstacle, and says of a package whose wheels are for other Pythons the same as of one that has
none. So each line that it blames is tried alone, for every Python: what fails for all of them is in the way whatever
Python is taken. What is in the way is left out and the rest tried again, so that the worst is told and not the first;
the Python for which the fewest lines are in the way counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reprosurvey.crawler.resolution.pythons import Python, pythons_of
from reprosurvey.crawler.resolution.reasons import Reason, obstacle_of
from reprosurvey.crawler.resolution.uv import Attempt, Resolver

OBSTACLES_LIMIT = 8
"""Obstacles of one list that are looked for, and lines of one message that are tried alone."""
ATTEMPTS_LIMIT = 200
"""Resolutions of one list, after which the search ends."""

BY_WORTH = tuple(Reason)
"""Reasons, the worst first."""
_FOR_ALL = (Reason.NOT_ON_INDEX, Reason.VERSION_GONE)
"""Reasons that hold for every Python if for one."""
_OF_PYTHON = (Reason.NO_WHEEL, Reason.PYTHON)
"""Reasons that tell of a Python, and not of the line alone."""


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Lines of a list that keep it from resolving: one, or several that do not go together."""

    reason: Reason
    lines: tuple[str, ...]


@dataclass(slots=True)
class Search:
    """The resolutions of one list and of parts of it, each made once, and what is known from them.

    Its methods raise ``UnansweredError`` where nothing is known.
    """

    resolver: Resolver
    requirements: Sequence[str]
    day: datetime | None
    """As the index stood then; None for the present."""
    made: dict[tuple[tuple[str, ...], str], Attempt] = field(default_factory=dict)
    hopeless: dict[str, Reason] = field(default_factory=dict)
    """Lines that alone resolve for no Python, and why."""

    def attempt(self, lines: Sequence[str], python: Python) -> Attempt:
        """How ``lines`` fare for ``python``."""
        key = (tuple(lines), python.minor)
        if key not in self.made:
            self.made[key] = self.resolver.resolve(lines, python, self.day)
        return self.made[key]

    def obstacles(self, pythons: Sequence[Python]) -> list[InTheWay]:
        """What is in the way for every Python and, beside it, for that of ``pythons`` with the fewest obstacles."""
        best: list[InTheWay] | None = None
        for python in pythons:
            found = self._beside(python, OBSTACLES_LIMIT if best is None else len(best))
            if best is None or len(found) < len(best):
                best = found
            if not best or self._is_over():
                break
        return [*(InTheWay(reason, (line,)) for line, reason in self.hopeless.items()), *(best or ())]

    def _is_over(self) -> bool:
        return len(self.hopeless) >= OBSTACLES_LIMIT or len(self.made) >= ATTEMPTS_LIMIT

    def _beside(self, python: Python, limit: int) -> list[InTheWay]:
        """What is in the way for ``python``, ``limit`` at most, beside the hopeless; of these are noted that show."""
        found: list[InTheWay] = []
        rest, left = list(self.requirements), -1
        while rest and left != len(rest) and len(found) < limit and not self._is_over():
            left = len(rest)
            new = self._next(rest, python)
            out = {line for obstacle in new for line in obstacle.lines[:1]}
            rest = [line for line in rest if line not in out and line not in self.hopeless]
            found += new
        return found

    def _next(self, rest: Sequence[str], python: Python) -> list[InTheWay]:
        """What uv names first of ``rest``, less the hopeless; nothing where it resolves."""
        attempt = self.attempt(rest, python)
        if attempt.resolved is not None:
            return []
        told = obstacle_of(attempt.message)
        blamed = [line for line in rest if canonicalize_name(Requirement(line).name) in told.packages]
        return self._apart(blamed[:OBSTACLES_LIMIT], python) if blamed else [InTheWay(told.reason, ())]

    def _apart(self, blamed: Sequence[str], python: Python) -> list[InTheWay]:
        """Those of ``blamed`` that fail for ``python`` by themselves, less the hopeless; all, where each would do."""
        failing = {line: reason for line in blamed if (reason := self._alone(line, python)) is not None}
        if not failing:
            return [InTheWay(Reason.CONFLICT, tuple(blamed))]
        return [InTheWay(reason, (line,)) for line, reason in failing.items() if line not in self.hopeless]

    def _alone(self, line: str, python: Python) -> Reason | None:
        """Why ``line`` does not resolve by itself for ``python``; None where it does."""
        if (reason := _reason(self.attempt([line], python))) is None:
            return None
        others = () if reason in _FOR_ALL else pythons_of(self.day)
        reasons = [reason, *(_reason(self.attempt([line], other)) for other in others)]
        failures = [found for found in reasons if found is not None]
        if len(failures) == len(reasons):
            self.hopeless[line] = _at_best(failures)
        return reason if reason in _OF_PYTHON else Reason.NO_WHEEL


def _reason(attempt: Attempt) -> Reason | None:
    return obstacle_of(attempt.message).reason if attempt.resolved is None else None


def _at_best(reasons: Sequence[Reason]) -> Reason:
    """What is in the way of a line on the Python that suits it best, of its reasons on each."""
    of_line = [reason for reason in reasons if reason not in _OF_PYTHON]
    return max(of_line, key=BY_WORTH.index) if of_line else min(reasons, key=BY_WORTH.index)
