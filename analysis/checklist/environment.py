"""Whether the environment of one repository can still be made, in words for its authors, and a lock of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.analysis.packages.main_list import ListedLine, requirements_of
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.resolution.lists import Resolution, resolve_list, resolving_pythons
from reprosurvey.crawler.resolution.uv import Resolver, UnansweredError


@dataclass(frozen=True, slots=True)
class Environment:
    """What an installer finds of a list."""

    lines: Sequence[ListedLine]
    pythons: dict[str, tuple[str, ...]]
    """The Pythons for which it resolves, newest first, and what is then installed."""
    obstacle: Resolution | None
    """What is in the way; None where it resolves or nothing was asked."""


def ask_environment(lines: Sequence[ListedLine], resolver: Resolver) -> Environment:
    """Ask an index about the list of a repository.

    Raises:
        SurveyError: The index does not answer.
    """
    requirements = requirements_of(lines)
    if not requirements:
        return Environment(lines, {}, None)
    try:
        pythons = resolving_pythons(resolver, requirements)
        return Environment(lines, pythons, None if pythons else resolve_list(resolver, requirements, None))
    except UnansweredError as error:
        raise SurveyError(f"cannot ask whether the list resolves: {error}") from None


def told(environment: Environment) -> Iterator[str]:
    """The lines that tell of it."""
    yield f"Environment: {printable(_outcome(environment))}"
    for line in environment.lines:
        if line.left_out is not None:
            yield printable(f"  not asked about: {line.written} ({_place(line)}: {line.left_out})")


def _outcome(environment: Environment) -> str:
    if not environment.lines:
        return "no list of packages"
    if environment.obstacle is not None:
        culprits = ", ".join(environment.obstacle.culprits) or "no line alone"
        return f"resolves today on no Python: {environment.obstacle.reason}: {culprits}"
    if not environment.pythons:
        return "nothing in the list that a package index could tell of"
    (newest, packages), oldest = next(iter(environment.pythons.items())), list(environment.pythons)[-1]
    only = f"Python {newest} only" if newest == oldest else f"Python {oldest} to {newest}"
    return f"resolves today on {only}: {len(packages)} packages, as wheels"


def _place(line: ListedLine) -> str:
    return f"{line.path}:{line.line}" if line.line else line.path


def write_lock(environment: Environment, path: Path) -> None:
    """Write what is installed on the newest Python for which the list resolves to ``path``, a package a line.

    Raises:
        SurveyError: It resolves for none, or the file cannot be written.
    """
    if not environment.pythons:
        raise SurveyError(f"no lock to write to {path}: the list resolves on no Python")
    newest, packages = next(iter(environment.pythons.items()))
    try:
        path.write_text("".join([f"# Python {newest}\n", *(f"{package}\n" for package in packages)]))
    except OSError as error:
        raise SurveyError(f"cannot write {path}: {error.strerror}") from None
