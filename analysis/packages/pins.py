"""The versions that a repository pins, as far as an index could tell whether they still exist.

What installers read, so lists and install commands; a version in a sentence, a window or a compatible release is no one
version. There are no settings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_version
from packaging.version import InvalidVersion, Version

from reprosurvey.analysis.packages.files import listed_in_files
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.requirements import Pin, Source
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import Snapshot

VERSION = 2
"""Raised with every change that can alter which pins are found."""

_NAMES_A_PLACE = re.compile(
    r"(?:^|\s)(?:-[fi][\s=]*[\"']?\w+://|--(?:(?:extra-)?index-url|find-links)[\s=])"
    r"|^\[\[tool\.(?:poetry\.source|uv\.index|pdm\.source)\]\]",
    re.MULTILINE,
)
"""A list that sends the installer to an index of its own, or to a page of links."""

_PYTHON = (Source.INDEX, Source.FURTHER, Source.CONDA, Source.ADDRESS)
"""Where packages of Python come from."""


@dataclass(frozen=True, slots=True)
class PinnedVersion:
    """One package in one version, and where it is pinned first."""

    package: str
    """As an index spells it (PEP 503)."""
    version: str | None
    """As the list writes it; None where it gives an address instead."""
    release: str | None
    """The same as versions are compared (PEP 440), without trailing zeros."""
    installed_from: str
    """A value of ``Source``."""
    path: str
    """The path within the repository."""
    line: int | None
    """1-based."""


def pins_of(snapshot: Snapshot) -> list[PinnedVersion]:
    """What is pinned at a commit, each package in each of its versions once."""
    first: dict[tuple[str, str | None, str], PinnedVersion] = {}
    for pin in _pins(snapshot):
        first.setdefault((pin.package, pin.release, pin.installed_from), pin)
    return list(first.values())


def _pins(snapshot: Snapshot) -> Iterator[PinnedVersion]:
    names_a_place = cache(lambda file: bool(_NAMES_A_PLACE.search((file.text or "")[:LENGTH_LIMIT])))
    for listed in listed_in_files(snapshot) + listed_in_prose(snapshot):
        if listed.pin < Pin.PINNED or not listed.package or listed.source not in _PYTHON:
            continue
        release = _release(listed.version) if listed.version else None
        place = (listed.file.location, listed.line)
        if listed.source is Source.ADDRESS:
            yield PinnedVersion(listed.package, None, None, listed.source.value, *place)
        elif release:
            local = "+" in release  # 1.4.0+cu92, which an index for everybody does not take
            further = listed.source is Source.INDEX and (local or names_a_place(listed.file))
            source = Source.FURTHER if further else listed.source
            yield PinnedVersion(listed.package, listed.version, release, source.value, *place)


def _release(version: str) -> str | None:
    try:
        return canonicalize_version(Version(version))
    except InvalidVersion:
        return None
