"""Whether notebooks were run from top to bottom, by the counts beside their cells. There are no settings.

A gap in the counts is a cell that was run again or taken out, and says nothing of the order.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reprosurvey.analysis.facts.answer import Answer, answer, unread_answer
from reprosurvey.analysis.reading.first_party import first_party_texts, unread
from reprosurvey.analysis.reading.notebooks import notebook
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot
    from reprosurvey.analysis.subjects.verdicts import Evidence


def judge(snapshot: Snapshot) -> Answer:
    """No where the counts of a notebook fall from one cell to a later one; na where none was run."""
    read = _read(snapshot)
    if wrong := [evidence for file, counts in read for evidence in _first_fall(snapshot, file, counts or [])]:
        return answer(Outcome.NO, "out of order", wrong)
    if left_behind := [*unread(snapshot, ".ipynb"), *(file for file, counts in read if counts is None)]:
        return unread_answer(snapshot, left_behind)
    if runs := list(_runs(snapshot, read)):
        return answer(Outcome.YES, "", runs)
    return answer(Outcome.NA, "not run" if read else "no notebook")


def _read(snapshot: Snapshot) -> list[tuple[File, list[int] | None]]:
    return [(file, _counts(file)) for file in first_party_texts(snapshot) if file.suffix == ".ipynb"]


def _runs(snapshot: Snapshot, read: Sequence[tuple[File, list[int] | None]]) -> Iterator[Evidence]:
    for file, counts in read:
        if counts and len(counts) > 1:
            yield snapshot.evidence(file, f"{len(counts)} cells in order")


def _counts(file: File) -> list[int] | None:
    """The counts of the cells that were run; None where it is no whole JSON."""
    counts = notebook(file.text or "").counts
    return None if counts is None else [count for count in counts if count is not None]


def _first_fall(snapshot: Snapshot, file: File, counts: list[int]) -> Iterator[Evidence]:
    for before, after in pairwise(counts):
        if after <= before:
            yield snapshot.evidence(file, f"In [{after}] stands below In [{before}]")
            return
