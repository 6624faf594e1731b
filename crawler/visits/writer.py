"""Brings visits to the store in batches: texts, then trees, then the rows that say they are there.

A run that is killed between two of them has lost at most rows that say "done": what was written is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.records import FetchedSnapshot
from reprosurvey.crawler.visits.visit_state import VisitState
from reprosurvey.crawler.visits.visitor import Visit

SNAPSHOTS_A_FILE = 20
VISITS_A_FILE = 1000


class Writer:
    """Collects visits and writes them."""

    def __init__(self, store: Store, state: VisitState) -> None:
        self._store = store
        self._state = state
        self._visits: list[Visit] = []
        self._snapshots = 0

    def add(self, visit: Visit) -> None:
        """Take ``visit``; it stands in the store when its batch is full or ``write`` is called."""
        self._visits.append(visit)
        self._snapshots += visit.snapshot is not None
        if self._snapshots >= SNAPSHOTS_A_FILE or len(self._visits) >= VISITS_A_FILE:
            self.write()

    def write(self) -> None:
        """Write what was collected."""
        visits, self._visits, self._snapshots = self._visits, [], 0
        self._write_snapshots([(visit.origin, visit.snapshot) for visit in visits if visit.snapshot is not None])
        self._store.append(VISITS, [_row(visit) for visit in visits])

    def _write_snapshots(self, snapshots: list[tuple[str, FetchedSnapshot]]) -> None:
        new = [
            (origin, snapshot) for origin, snapshot in snapshots if not self._state.has_snapshot(origin, snapshot.head)
        ]
        self._store.append(BLOBS, [row for origin, snapshot in new for row in self._texts(origin, snapshot)])
        self._store.append(SNAPSHOTS, [row for origin, snapshot in new for row in _tree(origin, snapshot)])
        self._state.note_snapshots((origin, snapshot.head) for origin, snapshot in new)

    def _texts(self, origin: str, snapshot: FetchedSnapshot) -> Iterator[dict[str, str]]:
        """The texts of a snapshot that the store does not have of this origin."""
        for blob in sorted(snapshot.kept - self._state.stored_texts(origin)):
            text = snapshot.texts[blob] if blob in snapshot.texts else self._state.text(origin, blob)
            if text is not None:
                yield {"origin": origin, "blob": blob, "text": text}


def _tree(origin: str, snapshot: FetchedSnapshot) -> Iterator[dict[str, Any]]:
    for entry in snapshot.tree:
        yield {
            "origin": origin,
            "head": snapshot.head,
            "path": entry.path,
            "mode": entry.mode,
            "size": entry.size,
            "blob": entry.blob,
            "kept": entry.blob in snapshot.kept,
        }


def _row(visit: Visit) -> dict[str, Any]:
    return {
        "origin": visit.origin,
        "visited_at": visit.visited_at,
        "as_of": visit.as_of,
        "outcome": visit.status.value,
        "head": visit.head,
        "directory": visit.directory,
        "branch": visit.branch,
        "committed_at": visit.committed_at,
        "moved_to": visit.moved_to,
        "leads_to": visit.leads_to,
        "cloned_from": visit.contact.url if visit.contact else None,
        "protocol": visit.contact.version if visit.contact else None,
        "status": visit.http_status,
        "requests": visit.requests,
        "error": visit.error,
        "due_at": visit.due_at,
    }
