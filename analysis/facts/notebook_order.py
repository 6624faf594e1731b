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
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot


def judge(snapshot: Snapshot) -> Answer:
    """No where the counts of a notebook fall from one cell to a later one; na where none was run."""
    read = [(file, _counts(file)) for file in first_party_texts(snapshot) if file.suffix == ".ipynb"]
    if wrong := [snapshot.evidence(f, _said(*fall)) for f, counts in read for fall in _first_fall(counts)]:
        return answer(Outcome.NO, "out of order", wrong)
    broken = [file for file, counts in read if counts is None]
    if left_behind := [*unread(snapshot, ".ipynb"), *broken]:
        return unread_answer(snapshot, left_behind)
    runs = [(file, counts) for file, counts in read if counts and len(counts) > 1]
    ordered = [snapshot.evidence(file, f"{len(counts)} cells in order") for file, counts in runs]
    if ordered:
        return answer(Outcome.YES, "", ordered)
    return answer(Outcome.NA, "not run" if read else "no notebook")


def _counts(file: File) -> list[int] | None:
    """The counts of the cells that were run; None where it is no whole JSON."""
    counts = notebook(file.text or "").counts
    return None if counts is None else [count for count in counts if count is not None]


def _first_fall(counts: list[int] | None) -> Iterator[tuple[int, int]]:
    yield from [(a, b) for a, b in pairwise(counts or ()) if b <= a][:1]


def _said(before: int, after: int) -> str:
    return f"In [{after}] stands below In [{before}]"
