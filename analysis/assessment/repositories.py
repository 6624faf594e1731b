"""What of a paper's own repository is judged: its states, and of each snapshot what is the paper's. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reprosurvey.analysis.assessment.inputs import RepositoryInputs
from reprosurvey.analysis.assessment.scope import folder_of, is_there, narrowed, path_in
from reprosurvey.analysis.criteria.has_repository import Repository
from reprosurvey.analysis.ownership.observations import GIVEN
from reprosurvey.analysis.subjects.repository_states import FOLDER_NOT_FOUND, RepositoryState
from reprosurvey.analysis.subjects.snapshots import Snapshot


@dataclass(frozen=True, slots=True)
class JudgedState:
    """A state of a paper's repository, and what of it is judged."""

    state: RepositoryState
    snapshot: Snapshot | None
    """What is the paper's of what stood there; None where it could not be looked into."""


def compared(own: Sequence[Repository]) -> Sequence[Repository]:
    """Of a paper's own addresses, those of which one is chosen by what stands there: all where a person gave them, as
    no word says then which one is meant, else the likeliest.
    """
    return own if own and GIVEN in (own[0].candidate["reasons"] or ()) else own[:1]


class Scopes:
    """The snapshots of a repository as its papers see them: one and the same wherever it is the same part."""

    def __init__(self, inputs: RepositoryInputs) -> None:
        self._inputs = inputs
        self._parts: dict[tuple[str, str | None, str, bool], Snapshot] = {}

    def judged(self, repository: Repository, title: str) -> list[JudgedState]:
        """How the repository stands and stood, the present first; empty where it was never visited."""
        return [
            self._judged(title, repository.candidate["subpath"], state)
            if state.is_judgeable
            else JudgedState(state, None)
            for state in self._inputs.states.get(repository.origin, ())
        ]

    def _judged(self, title: str, subpath: str, state: RepositoryState) -> JudgedState:
        whole = self._inputs.snapshots[state.found_at, state.head]
        path = path_in(state.found_at, state.branch, subpath)
        if not is_there(whole, path):
            error = f"no {path} at commit {state.head}"
            return JudgedState(replace(state, status=FOLDER_NOT_FOUND, error=error), None)
        folder = path or folder_of(whole, title)
        part = (state.found_at, state.head, folder, state.as_of is None)
        if part not in self._parts:
            self._parts[part] = self._part(whole, state, folder)
        return JudgedState(state, self._parts[part])

    def _part(self, whole: Snapshot, state: RepositoryState, folder: str) -> Snapshot:
        """What belongs to a folder; hosts say of weights what holds today."""
        snapshot = narrowed(whole, folder)
        answers = self._inputs.answers.get(state.found_at)
        return replace(snapshot, answers=answers) if state.as_of is None and answers else snapshot
