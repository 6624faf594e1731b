"""Which repository is a paper's own, and what stood there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from reprosurvey.analysis.artifacts.availability import availability_by_origin
from reprosurvey.analysis.assessment.inputs import (
    OriginRecord,
    PaperInputs,
    read_earlier_states,
    read_origins,
    read_readmes,
)
from reprosurvey.analysis.assessment.scope import folder_of, is_there, narrowed, path_in
from reprosurvey.analysis.criteria.has_repository import Repository, choose
from reprosurvey.analysis.criteria.registry import REPOSITORY_CRITERIA
from reprosurvey.analysis.ownership.observations import GIVEN
from reprosurvey.analysis.subjects.repository_states import FOLDER_NOT_FOUND, GONE_STATUSES, RepositoryState
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.analysis.subjects.verdicts import Outcome


@dataclass(frozen=True, slots=True)
class JudgedState:
    """A state of a paper's repository, and what of it is judged."""

    state: RepositoryState
    snapshot: Snapshot | None
    """What is the paper's of what stood there; None where it could not be looked into."""


@dataclass(frozen=True, slots=True)
class PaperRepositories:
    """The addresses that are a paper's own, and the states of the first of them."""

    own: Sequence[Repository]
    """The one for this paper first."""
    states: Sequence[JudgedState]
    """The present first; empty where it was never visited."""


@dataclass(frozen=True, slots=True)
class _Contents:
    snapshots: Mapping[tuple[str, str | None], Snapshot]
    """By origin and commit."""
    availability: Mapping[str, Mapping[str, str]]
    """By origin and address of weights, what the host says of them today."""


def read_repositories(
    database: duckdb.DuckDBPyConnection, papers: Sequence[PaperInputs]
) -> dict[str, PaperRepositories]:
    """The repositories of the chosen ``papers``, by the paper's key."""
    origins = read_origins(database)
    statuses = {origin: record.status for origin, record in origins.items()}
    readmes = read_readmes(database)
    own = {p.paper: choose(p.manuscript.title, p.candidates, statuses, readmes) for p in papers}
    compared = (found if _is_given(found) else found[:1] for found in own.values())
    visited = [origins[repository.origin] for found in compared for repository in found if repository.origin in origins]
    states = _states(database, visited)
    contents = _contents(database, [state for days in states.values() for state in days])
    best = {p.paper: _best_first(p.manuscript.title, own[p.paper], states, contents) for p in papers}
    return {
        p.paper: PaperRepositories(best[p.paper], _judged(p.manuscript.title, best[p.paper], states, contents))
        for p in papers
    }


def _is_given(own: Sequence[Repository]) -> bool:
    """Whether a person gave the addresses: no word says then which one is meant."""
    return bool(own) and GIVEN in (own[0].candidate["reasons"] or ())


def _best_first(
    title: str,
    own: Sequence[Repository],
    states: Mapping[str, Sequence[RepositoryState]],
    contents: _Contents,
) -> Sequence[Repository]:
    """Of several that were given, the one with the most answers of yes first, and last what is gone."""
    if len(own) < 2 or not _is_given(own):
        return own

    def merits(repository: Repository) -> tuple[int, bool]:
        present = _judged(title, [repository], states, contents)[:1]
        yes = sum(_count_of_yes(judged.snapshot) for judged in present if judged.snapshot is not None)
        return yes, not any(judged.state.status in GONE_STATUSES for judged in present)

    return sorted(own, key=merits, reverse=True)


def _count_of_yes(snapshot: Snapshot) -> int:
    return sum(criterion.judge(snapshot).outcome is Outcome.YES for criterion in REPOSITORY_CRITERIA.values())


def _states(database: duckdb.DuckDBPyConnection, visited: Iterable[OriginRecord]) -> dict[str, list[RepositoryState]]:
    """By origin, how it stands where it leads, and how it stood."""
    states = {
        o.origin: [RepositoryState(o.origin, o.final_origin, None, o.visited_at, o.status, o.head, o.error, o.branch)]
        for o in visited
    }
    for state in read_earlier_states(database, states):
        states[state.origin].append(state)
    return states


def _contents(database: duckdb.DuckDBPyConnection, states: Sequence[RepositoryState]) -> _Contents:
    return _Contents(
        snapshots_at(database, [(state.found_at, state.head) for state in states if state.is_judgeable]),
        availability_by_origin(database, {state.found_at for state in states}),
    )


def _judged(
    title: str, own: Sequence[Repository], states: Mapping[str, Sequence[RepositoryState]], contents: _Contents
) -> list[JudgedState]:
    if not own:
        return []
    subpath = own[0].candidate["subpath"]
    return [
        _judged_state(title, subpath, state, contents) if state.is_judgeable else JudgedState(state, None)
        for state in states.get(own[0].origin, ())
    ]


def _judged_state(title: str, subpath: str, state: RepositoryState, contents: _Contents) -> JudgedState:
    """A state with the part of its snapshot that is the paper's; hosts say of weights what holds today."""
    whole = contents.snapshots[state.found_at, state.head]
    path = path_in(state.found_at, state.branch, subpath)
    if not is_there(whole, path):
        return JudgedState(replace(state, status=FOLDER_NOT_FOUND, error=f"no {path} at commit {state.head}"), None)
    snapshot = narrowed(whole, path or folder_of(whole, title))
    if state.as_of is None and (availability := contents.availability.get(state.found_at)):
        snapshot = replace(snapshot, answers=availability)
    return JudgedState(state, snapshot)
