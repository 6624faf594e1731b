"""Dependencies: versions of the packages that the code needs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from reprosurvey.analysis.criteria.definition import NOT_LOOKED_INTO, NOTHING_PUBLIC, Definition
from reprosurvey.analysis.criteria.negative_findings import absent, empty
from reprosurvey.analysis.packages.files import PLACES, listed_in_files, unread_lists
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.requirements import (
    ENGINES,
    FRAMEWORKS,
    STANDS_FOR,
    Pin,
    Requirement,
    is_tool,
    normalise,
)
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import unread_readmes
from reprosurvey.analysis.subjects.verdicts import Outcome, Verdict
from reprosurvey.analysis.templates.register import template_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from reprosurvey.analysis.subjects.snapshots import Snapshot

DEFINITION = Definition(
    question="Are the packages that the code needs listed with their versions?",
    means=(
        "The lists of the repository, taken together or those at its root, give versions for nearly all main "
        "packages, the framework's at least."
    ),
    counts=(
        "Exact versions, compatible releases (`~=`), windows within a major release, tags, commits and archives, in "
        "any list: also in a Dockerfile's base image, a lock file, a notebook or README prose (`PyTorch 0.4.1`), "
        "although another list is looser. A date or lock that fixes all packages of a language (CRAN's snapshots, Nix, "
        "Guix). Where the framework is all that is listed, its version is enough. Pins that contradict each other are "
        "pins."
    ),
    does_not_count=(
        "Lower bounds of the framework alone (`torch>=1`); a pinned framework where most other packages are bare (one "
        "may be that is alone beside it); pins of everything but the framework that the code imports; versions that "
        "only a list gives that still is, word for word, what a project template brought along; lists in templates "
        "that a program fills in for others; an example's list; an address of a repository without a revision."
    ),
    advice=(
        "Run `pip freeze > requirements.txt` or `conda env export > environment.yml` in the environment of the "
        "experiments."
    ),
    not_applicable=NOTHING_PUBLIC,
    unknown=(
        f"{NOT_LOOKED_INTO}, or no list can be read and there is one, or a README, that is too large to be kept, "
        "broken, or of a form that is not read."
    ),
)

VERSION = 10

SHORT = 4
"""Packages up to which a list with the framework's version is enough although another one has none."""
FEW = 10
"""A framework that one program in so many imports, or fewer, is not what the code is written in."""


def judge(snapshot: Snapshot) -> Verdict:
    """Whether the lists, taken together, give versions."""
    if nothing := empty(snapshot):
        return nothing
    listed = listed_in_files(snapshot) + listed_in_prose(snapshot)
    verdict = _verdict(snapshot, listed)
    if verdict.outcome is Outcome.NO:
        at_root = _verdict(snapshot, [r for r in listed if r.file.depth == 0])
        verdict = at_root if at_root.outcome is Outcome.YES else verdict
    return (_untouched(snapshot, listed) or verdict) if verdict.outcome is Outcome.YES else verdict


def _untouched(snapshot: Snapshot, listed: list[Requirement]) -> Verdict | None:
    """The verdict "no" where the lists that still are what a template brought along are needed for the versions."""
    templates = {file: template_of(file, snapshot.origin) for file in dict.fromkeys(r.file for r in listed)}
    untouched = {file: template for file, template in templates.items() if template}
    own = [r for r in listed if r.file not in untouched]
    if not untouched or _verdict(snapshot, own).outcome is Outcome.YES:
        return None
    evidence = (snapshot.evidence(file, f"untouched from {template}") for file, template in untouched.items())
    return Verdict(Outcome.NO, tuple(evidence))


def _verdict(snapshot: Snapshot, listed: list[Requirement]) -> Verdict:
    """Whether ``listed`` gives versions."""
    closest = _closest(listed)
    if not closest:
        return absent(PLACES, "no list of packages", [*unread_lists(snapshot), *unread_readmes(snapshot)])
    main, programs = _main_framework(snapshot, closest)
    if main and STANDS_FOR[main].isdisjoint(closest):
        return absent("lists of packages", f"{main} is not listed; programs that import it: {programs}", [])
    return _on_versions(snapshot, main, closest.values())


def _on_versions(snapshot: Snapshot, main: str, listed: Collection[Requirement]) -> Verdict:
    """Whether what is listed, the ``main`` framework before all, has versions."""
    decisive = _decisive(main, listed)
    others = [r for r in listed if r.name not in FRAMEWORKS and not is_tool(r.name)]
    pinned = [r for r in decisive + others if r.pin == Pin.PINNED]
    if loose := _loose(decisive, others, pinned):
        return _no_version(snapshot, loose)
    return Verdict(Outcome.YES, tuple(snapshot.evidence(r.file, r.quote, r.line) for r in pinned[:3]))


def _closest(listed: list[Requirement]) -> dict[str, Requirement]:
    """By package, the requirement that gives its version most closely, of several the first."""
    closest: dict[str, Requirement] = {}
    for requirement in listed:
        known = closest.setdefault(requirement.name, requirement)
        if requirement.pin > known.pin:
            closest[requirement.name] = requirement
    return closest


def _decisive(main: str, listed: Iterable[Requirement]) -> list[Requirement]:
    """The main framework itself where it is listed, else the engines, else whatever brings it along."""
    stand_ins = FRAMEWORKS & STANDS_FOR.get(main, FRAMEWORKS)
    brought = [r for r in listed if r.name in stand_ins]
    by_name = [r for r in brought if r.name == main]
    return by_name or [r for r in brought if r.name in ENGINES] or brought


def _loose(decisive: list[Requirement], others: list[Requirement], pinned: list[Requirement]) -> list[Requirement]:
    """The packages whose versions are missed: the framework's, else most others'; none where enough are given."""
    if decisive and all(r.pin < Pin.PINNED for r in decisive):
        return decisive
    bare = [r for r in others if r.pin == Pin.BARE]
    short = decisive and len(bare) == 1 and len(decisive) + len(others) <= SHORT
    if (2 * len(bare) > len(others) and not short) or not pinned:
        return bare or others
    return []


def _no_version(snapshot: Snapshot, loose: list[Requirement]) -> Verdict:
    return Verdict(Outcome.NO, tuple(snapshot.evidence(r.file, f"no version: {r.quote}", r.line) for r in loose[:3]))


def _main_framework(snapshot: Snapshot, listed: Collection[str]) -> tuple[str, int]:
    """The framework that most programs import, a listed one of several, and their number; ("", 0) where few do."""
    counts: Counter[str] = Counter()
    for source in sources(snapshot):
        frameworks = [name for name in map(normalise, source.imports) if name in STANDS_FOR]
        if frameworks and not source.is_unit_test:
            counts.update(frameworks)
    main = max(counts.items(), key=lambda item: (item[1], item[0] in listed, item[0]), default=("", 0))
    few = main[1] * FEW <= len(sources(snapshot)) and main[1] * FEW <= _programs(snapshot)
    return ("", 0) if few else main


def _programs(snapshot: Snapshot) -> int:
    """How many programs there are but for unit tests."""
    return sum(not source.is_unit_test for source in sources(snapshot))
