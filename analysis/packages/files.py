"""The packages that a repository's files list: each list is read once, whoever asks."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.groups import ASIDE, EXAMPLE, TEMPLATE
from reprosurvey.analysis.packages.r import fixes_date
from reprosurvey.analysis.packages.readers import is_list, is_unread_list, read_list, reader_of
from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, normalise
from reprosurvey.analysis.packages.systems import guix_is_fixed, nix_is_fixed
from reprosurvey.analysis.reading.first_party import (
    LINK,
    first_party_files,
    first_party_texts,
    folders_under_own_licence,
)
from reprosurvey.analysis.reading.languages import PROGRAMS, PYTHON

if TYPE_CHECKING:
    from reprosurvey.analysis.packages.readers import Reader
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

PLACES = "requirements, environment, setup, pyproject, Pipfile, Dockerfile, README"
"""Where lists are looked for, as evidence says it."""

_LISTED_LANGUAGES = (*PYTHON, ".m", ".r", ".rmd", ".qmd", ".jl", ".lua", ".rs", ".go")
"""Suffixes of programs in languages whose lists are read."""
_FIXING = {Source.R: fixes_date, Source.GUIX: guix_is_fixed, Source.NIX: nix_is_fixed}
"""What says of a file whether it fixes the versions of all packages of a source: a date, a commit, a lock."""


@lru_cache(maxsize=2)
def list_files(snapshot: Snapshot) -> list[tuple[File, Reader]]:
    """The lists of the project, each with what reads it."""
    return [(f, r) for f in first_party_texts(snapshot) if (r := reader_of(f)) and _is_own(f, snapshot)]


@lru_cache(maxsize=2)
def _lists(snapshot: Snapshot) -> tuple[list[Requirement], list[File]]:
    """What the lists of the project name, and those of them that could not be read."""
    found: list[Requirement] = []
    broken: list[File] = []
    for file, reader in list_files(snapshot):
        listed = read_list(file, reader)
        found += listed.packages
        broken += [] if listed.is_whole else [file]
    own_name = normalise(snapshot.origin.rsplit("/", 1)[-1])
    return _fixed([r for r in found if r.name != own_name], snapshot), broken


def listed_in_files(snapshot: Snapshot) -> list[Requirement]:
    """Every package that a file lists, apart from those for development, tests, documentation and other projects.

    A list of nothing but what projects are made with is a template's, or no list of what the code needs. An example's
    is the project's only where all programs are examples.
    """
    return _lists(snapshot)[0]


@lru_cache(maxsize=2)
def unread_lists(snapshot: Snapshot) -> list[File]:
    """Lists whose text was left behind, that are broken, or of a form that is not read."""
    files = [f for f in first_party_files(snapshot) if f.size != 0 and f.mode != LINK and _is_own(f, snapshot)]
    left_behind = [f for f in files if f.text is None and is_list(f)]
    others = [] if _has_read_language(snapshot) else [f for f in files if is_unread_list(f)]
    return [*left_behind, *_lists(snapshot)[1], *others]


def _is_own(file: File, snapshot: Snapshot) -> bool:
    path = file.path.lower()
    if ASIDE.search(path) or TEMPLATE.search(path):
        return False
    if file.name == "package.json" and _has_read_language(snapshot):  # of its web page
        return False
    if file.path.startswith(_taken_over(snapshot)):
        return False
    return not EXAMPLE.search(path) or _is_made_of_examples(snapshot)


@lru_cache(maxsize=2)
def _is_made_of_examples(snapshot: Snapshot) -> bool:
    return all(EXAMPLE.search(f.path) for f in first_party_files(snapshot) if f.suffix in PROGRAMS)


@lru_cache(maxsize=2)
def _taken_over(snapshot: Snapshot) -> tuple[str, ...]:
    """How the paths of other projects begin: of folders with a licence of their own, where other programs are."""
    folders = tuple(f"{folder}/" for folder in folders_under_own_licence(snapshot))
    programs = (f.path for f in first_party_files(snapshot) if f.suffix in PROGRAMS)
    return () if all(path.startswith(folders) for path in programs) else folders


@lru_cache(maxsize=2)
def _has_read_language(snapshot: Snapshot) -> bool:
    """Whether there are programs in a language whose lists are read."""
    return any(f.suffix in _LISTED_LANGUAGES for f in first_party_files(snapshot))


def _fixed(found: list[Requirement], snapshot: Snapshot) -> list[Requirement]:
    """The same, pinned where a file fixes all versions of their source."""
    loose = {r.source for r in found if r.pin < Pin.PINNED and r.source in _FIXING}
    fixed = {s for s in loose if any(_FIXING[s](f) for f in first_party_texts(snapshot))}
    return [replace(r, pin=Pin.PINNED) if r.source in fixed else r for r in found]
