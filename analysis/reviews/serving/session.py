"""A session of answers: which papers are asked about, what was answered, and what is still to be asked. Pure functions.

A session is a list of entries in the order in which they came. An entry that takes back removes the last one before it
that was not taken back, so that what stood before stands again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reprosurvey.analysis.criteria.registry import CRITERIA, REPOSITORY_CRITERIA

Key = tuple[str, int, str]
"""Venue, year and the publisher's key of a paper."""


class Mode(StrEnum):
    """What the reviewer is shown beside paper and repository."""

    BLIND = "blind"
    """Nothing that the rules or others answered."""
    OPEN = "open"
    """The rules' answers and what they rest on."""
    ADJUDICATION = "adjudication"
    """What other reviewers answered, who differ."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A paper, and what is asked about it."""

    paper: Key
    criteria: tuple[str, ...] = tuple(CRITERIA)
    repository: str | None = None
    """The repository that is meant, where it is not asked for."""


@dataclass(frozen=True, slots=True)
class Session:
    """What stays the same for as long as the session's file is used."""

    reviewer: str
    mode: Mode
    seed: int
    draw: str
    """How the papers were drawn."""
    papers: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, or one that takes the last one back."""

    paper: Key
    criterion: str
    outcome: str
    """yes, no or na; empty to take back."""
    repository: str | None = None
    """The repository that it is about or that it names."""
    head: str | None = None
    """The commit that was shown of it."""
    note: str | None = None

    @property
    def takes_back(self) -> bool:
        """Whether it is no answer."""
        return not self.outcome


Answers = dict[tuple[Key, str], Entry]
"""By paper and criterion."""


def kept(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that were not taken back, in their order."""
    found: list[Entry] = []
    for entry in entries:
        if not entry.takes_back:
            found.append(entry)
        elif found:
            found.pop()
    return found


def standing(entries: Iterable[Entry]) -> Answers:
    """The answers that stand: the latest to each question that still makes sense beside the others.

    One about a repository makes sense as long as the paper's own is said to be that one.
    """
    latest = {(entry.paper, entry.criterion): entry for entry in kept(entries)}
    return {key: entry for key, entry in latest.items() if _makes_sense(entry, latest)}


def to_ask(asked: Asked, answers: Mapping[tuple[Key, str], Entry]) -> list[str]:
    """The criteria of a paper that are to be answered, as far as the answers up to now tell."""
    told = answers.get((asked.paper, "has_repository"))
    without = told is not None and told.outcome != "yes"
    return [name for name in asked.criteria if not (without and name in REPOSITORY_CRITERIA)]


def _makes_sense(entry: Entry, latest: Mapping[tuple[Key, str], Entry]) -> bool:
    told = latest.get((entry.paper, "has_repository"))
    if told is None or entry.criterion not in REPOSITORY_CRITERIA:
        return True
    return told.outcome == "yes" and told.repository == entry.repository
