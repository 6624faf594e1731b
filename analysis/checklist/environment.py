"""Whether the environment of one repository can still be made, in words for its authors, and a lock of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.analysis.packages.main_list import ListedLine, requirements_of
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.resolution.lists import Resolution, obstacle_after, resolve_list, resolving_pythons
from reprosurvey.crawler.resolution.uv import Resolver, UnansweredError


@dataclass(frozen=True, slots=True)
class Environment:
    """What an installer finds of a list."""

    lines: Sequence[ListedLine]
    pythons: dict[str, tuple[str, ...]]
    """The Pythons for which it resolves, newest first, and what is then installed."""
    obstacle: Resolution | None
    """What is in the way of every Python or, where it resolves for some, of the next newer one.

    None where nothing is, or nothing was asked.
    """
    newer: str | None = None
    """That newer one."""


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
        if not pythons:
            return Environment(lines, {}, resolve_list(resolver, requirements, None))
        newer, obstacle = obstacle_after(resolver, requirements, next(iter(pythons))) or (None, None)
        return Environment(lines, pythons, obstacle, newer)
    except UnansweredError as error:
        raise SurveyError(f"cannot ask whether the list resolves: {error}") from None


def told(environment: Environment) -> Iterator[str]:
    """The lines that tell of it."""
    yield f"Environment: {printable(_outcome(environment))}"
    if environment.newer is not None:
        yield f"  in the way of Python {environment.newer}: {printable(_in_the_way(environment))}"
    for line in environment.lines:
        if line.left_out is not None:
            yield printable(f"  not asked about: {line.written} ({_place(line)}: {line.left_out})")


def _outcome(environment: Environment) -> str:
    if not environment.lines:
        return "no list of packages"
    if not environment.pythons:
        if environment.obstacle is None:
            return "nothing in the list that a package index could tell of"
        return f"resolves today on no Python: {_in_the_way(environment)}"
    (newest, packages), oldest = next(iter(environment.pythons.items())), list(environment.pythons)[-1]
    only = f"Python {newest} only" if newest == oldest else f"Python {oldest} to {newest}"
    return f"resolves today on {only}: {len(packages)} packages, as wheels"


def _in_the_way(environment: Environment) -> str:
    """The obstacle, with the lines that it is about and where they stand."""
    assert environment.obstacle is not None
    places = {line.requirement: _place(line) for line in environment.lines}
    lines = [f"{culprit} ({places[culprit]})" for culprit in environment.obstacle.culprits]
    return f"{environment.obstacle.reason}: {', '.join(lines) or 'no line alone'}"


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
