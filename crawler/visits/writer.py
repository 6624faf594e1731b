"""Brings visits to the store in batches: texts, then trees, then the rows that say they are there.

A run that is killed between two of them has lost at most rows that say "done": what was written is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.visit_state import Memory
from reprosurvey.crawler.visits.visitor import Visit

SNAPSHOTS_A_FILE = 20
VISITS_A_FILE = 1000

_COLUMNS = (
    "origin",
    "visited_at",
    "as_of",
    "head",
    "directory",
    "branch",
    "committed_at",
    "moved_to",
    "leads_to",
    "status",
    "requests",
    "error",
    "due_at",
)


class Writer:
    """Collects visits and writes them."""

    def __init__(self, store: Store, memory: Memory) -> None:
        self._store = store
        self._memory = memory
        self._visits: list[Visit] = []
        self._taken = 0

    def add(self, visit: Visit) -> None:
        """Take ``visit``; it stands in the store when its batch is full or ``write`` is called."""
        self._visits.append(visit)
        self._taken += visit.taken is not None
        if self._taken >= SNAPSHOTS_A_FILE or len(self._visits) >= VISITS_A_FILE:
            self.write()

    def write(self) -> None:
        """Write what was collected."""
        visits, self._visits, self._taken = self._visits, [], 0
        texts = {blob: text for visit in visits if visit.taken for blob, text in visit.taken.texts.items()}
        new = [v for v in visits if v.taken and not self._memory.has_snapshot(v.origin, v.taken.head)]
        if texts:
            rows = self._memory.new_texts(texts).items()
            self._store.append(BLOBS, [{"blob": blob, "text": text} for blob, text in rows])
        file = self._store.append(SNAPSHOTS, [row for visit in new for row in _tree(visit)])
        if file is not None:
            self._memory.note_snapshots(((v.origin, v.taken.head) for v in new if v.taken), file)
        self._store.append(VISITS, [_row(visit) for visit in visits])


def _tree(visit: Visit) -> Iterator[dict[str, Any]]:
    assert visit.taken is not None
    for entry in visit.taken.tree:
        yield {
            "origin": visit.origin,
            "head": visit.taken.head,
            "path": entry.path,
            "mode": entry.mode,
            "size": entry.size,
            "blob": entry.blob,
            "kept": entry.blob in visit.taken.kept,
        }


def _row(visit: Visit) -> dict[str, Any]:
    return {name: getattr(visit, name) for name in _COLUMNS} | {"outcome": visit.outcome.value}
