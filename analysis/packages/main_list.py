"""The list by which a repository's environment is made, as an installer that asks a package index may be given it.

What strangers could steer an installer with never gets through: each line is parsed and written anew, so options,
addresses and paths are left out, each with its reason. There are no settings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Specification

from reprosurvey.analysis.packages.files import listed_in_files
from reprosurvey.analysis.packages.requirements import Source
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reprosurvey.analysis.packages.requirements import Requirement
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

VERSION = 1
"""Raised with every change that can alter which lines are found."""

LINES_LIMIT = 500
"""Lines of a list that an installer is given."""


class LeftOut(StrEnum):
    """Why an installer is not told of a line."""

    CONDA = "conda"
    """It comes from a channel of conda, which no index of Python packages tells of."""
    ADDRESS = "address"
    """It is a repository, an archive or a folder: strangers choose no host and no path."""
    LOCAL_VERSION = "local version"
    """A build that only another index has, such as 1.10.0+cu113."""
    NOT_PARSED = "not parsed"
    """No installer would understand it."""


@dataclass(frozen=True, slots=True)
class ListedLine:
    """One package of the list."""

    path: str
    """The list's path within the repository."""
    line: int | None
    """1-based; None where it is not known."""
    written: str
    """As the list has it."""
    requirement: str | None
    """As an installer is told (PEP 508); None where it is not."""
    left_out: LeftOut | None
    """Why not; None where it is."""


_PRIORITIES = (
    re.compile(r"requirements?\.(?:txt|in)$"),
    re.compile(r".*requirements?.*\.(?:txt|in)$|(?:pyproject\.toml|setup\.py|setup\.cfg|pipfile)$"),
    re.compile(r".*\.(?:txt|in|toml)$"),
    re.compile(r".*\.ya?ml$"),
    re.compile(r".*\.lock$"),
)
"""Of lists in one folder, which one people install from, the first that matches first; then any other file."""
_COMMENT = re.compile(r"(?:^|\s)#.*|\s--[a-z].*", re.DOTALL)
_INCLUDED = re.compile(r"^[ \t]*(?:-r|--requirement)[ \t=]*(\S+)", re.MULTILINE)
_PYTHON = frozenset({Source.INDEX, Source.FURTHER, Source.CONDA, Source.ADDRESS})


def main_list(snapshot: Snapshot) -> list[ListedLine]:
    """The lines of the list nearest to the root, and of those that it includes; none where nothing is listed."""
    by_path: defaultdict[str, list[Requirement]] = defaultdict(list)
    for requirement in listed_in_files(snapshot):
        if requirement.source in _PYTHON:
            by_path[requirement.file.path].append(requirement)
    if not by_path:
        return []
    first = min(by_path, key=lambda path: (path.count("/"), _priority(path), path))
    paths = list(_with_included(first, snapshot.files))
    lines: dict[tuple[str | None, str | None], ListedLine] = {}
    for requirement in (r for path in paths for r in by_path.get(path, ())):
        line = _line_of(requirement)
        lines.setdefault((line.requirement, line.written if line.left_out else None), line)
    return list(lines.values())[:LINES_LIMIT]


def _priority(path: str) -> int:
    name = path.rpartition("/")[2].lower()
    return next((rank for rank, pattern in enumerate(_PRIORITIES) if pattern.match(name)), len(_PRIORITIES))


def _with_included(first: str, files: Mapping[str, File]) -> Iterator[str]:
    """A list's path, and those of the lists within the tree that it includes, each once."""
    waiting, seen = [first], {first}
    while waiting:
        path = waiting.pop()
        yield path
        folder = path.rpartition("/")[0]
        for named in _INCLUDED.findall((files[path].text or "")[:LENGTH_LIMIT]):
            included = f"{folder}/{named}" if folder else named
            if included in files and included not in seen:
                seen.add(included)
                waiting.append(included)


def _line_of(listed: Requirement) -> ListedLine:
    requirement, left_out = _told(listed)
    return ListedLine(listed.file.location, listed.line, listed.quote, requirement, left_out)


def _told(listed: Requirement) -> tuple[str | None, LeftOut | None]:
    """What an installer is told, or why it is not."""
    if listed.source is Source.CONDA:
        return None, LeftOut.CONDA
    if listed.source is Source.ADDRESS:
        return None, LeftOut.ADDRESS
    specification = _specification(listed)
    if specification is None:
        return None, LeftOut.NOT_PARSED
    if specification.url:
        return None, LeftOut.ADDRESS
    if any("+" in part.version for part in specification.specifier):
        return None, LeftOut.LOCAL_VERSION
    return str(specification), None


def _specification(listed: Requirement) -> Specification | None:
    """By the line itself; where a form of list has no such lines, by the one version that it gives."""
    exact = [f"{listed.package}=={listed.version}"] if listed.version else []
    for written in (_COMMENT.sub("", listed.quote).strip().rstrip("\\,;").strip(), *exact):
        try:
            return Specification(written)
        except InvalidRequirement:
            continue
    return None


def requirements_of(lines: Iterable[ListedLine]) -> list[str]:
    """What an installer is told, in order."""
    return [line.requirement for line in lines if line.requirement is not None]
