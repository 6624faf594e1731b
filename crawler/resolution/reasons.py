"""Why a list does not resolve, by what uv says. Pure; tests hold the words of uv 0.13."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from packaging.utils import canonicalize_name


class Reason(StrEnum):
    """What is in the way of a list, the worst first."""

    NOT_ON_INDEX = "not on the index"
    """The index has no such package."""
    VERSION_GONE = "version gone"
    """The index has the package in other versions alone."""
    LATER = "published later"
    """What would fit came after the day that was asked about."""
    YANKED = "yanked"
    """Its authors withdrew all versions that would fit."""
    SOURCE_ONLY = "source only"
    """It would have to be built: there is no wheel for any Python that is asked about."""
    CONFLICT = "conflict"
    """Two packages want different versions of a third."""
    NO_WHEEL = "no wheel for this Python"
    """There are wheels, but for other Pythons or platforms."""
    PYTHON = "other Python"
    """It says itself that it wants another Python."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What uv names first where a list does not resolve."""

    reason: Reason
    packages: tuple[str, ...]
    """The lines of the list that it blames, by the package's name as an index spells it; empty where it names none."""


_GONE = r"there (?:is|are) no versions? of"
_SIGNS = (
    (Reason.LATER, rf"{_GONE}.*was filtered by `exclude-newer`"),
    (Reason.NOT_ON_INDEX, r"was not found in the package registry"),
    (Reason.SOURCE_ONLY, r"ha(?:s|ve) no usable wheels|building from source is disabled"),
    (Reason.NO_WHEEL, r"ha(?:s|ve) no wheels with a matching"),
    (Reason.YANKED, r"\bwas yanked\b"),
    (Reason.PYTHON, r"does not satisfy Python"),
    (Reason.VERSION_GONE, _GONE),
    (Reason.CONFLICT, r"\bdepends? on\b|\bare incompatible\b|\byou require \S+ and \S"),
    (Reason.VERSION_GONE, r"\bonly \S.* (?:is|are) available"),
)
"""Tried in this order: a message holds several where one follows from another, or each holds for other versions."""
_REQUIRED = re.compile(r"\byou require (.+?)(?:, we can conclude|\.(?:\s|$)|$)")
_NAME = re.compile(r"(?:^|,|\band\b)\s*([A-Za-z0-9][\w.-]*)")
_UNANSWERED = re.compile(
    r"[Ff]ailed to fetch|[Rr]equest failed|error sending request|HTTP status \w+ error|could not be queried"
    r"|returned an? \d+ [\w ]+ error"
)


def obstacle_of(message: str) -> Obstacle:
    """The obstacle in uv's message, which may be broken into lines anywhere."""
    text = " ".join(message.split())
    reason = next((reason for reason, sign in _SIGNS if re.search(sign, text)), Reason.OTHER)
    required = [name for found in _REQUIRED.findall(text) for name in _NAME.findall(found)]
    return Obstacle(reason, tuple(dict.fromkeys(map(canonicalize_name, required))))


def is_unanswered(message: str) -> bool:
    """Whether the index did not answer, or refused: uv then says of a package that it is not there."""
    return _UNANSWERED.search(message) is not None
