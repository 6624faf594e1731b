"""The answer to one question about a repository beside the criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reprosurvey.analysis.subjects.verdicts import Evidence, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

EVIDENCE_LIMIT = 3
"""Pieces of evidence that are kept of an answer; how many there are stands beside them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Yes is what helps a person who runs the code."""

    outcome: Outcome
    reason: str = ""
    """A few words that are counted: which, or why; empty where there is nothing to tell apart."""
    places: int = 0
    """How often what the evidence shows was found."""
    evidence: tuple[Evidence, ...] = ()


def answer(outcome: Outcome, reason: str = "", evidence: Sequence[Evidence] = ()) -> Answer:
    """An answer with the first pieces of its evidence."""
    return Answer(outcome, reason, len(evidence), tuple(evidence[:EVIDENCE_LIMIT]))


def unread_answer(snapshot: Snapshot, files: Sequence[File]) -> Answer:
    """Unknown, because of ``files`` that were left behind."""
    return answer(Outcome.UNKNOWN, "not read", [snapshot.evidence(file, "not read") for file in files])
