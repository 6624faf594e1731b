"""What the store knows of origins: their visits, their snapshots, and the texts that it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.dataset as ds

from reprosurvey.crawler.git.advertisement import Contact
from reprosurvey.crawler.git.repository import TreeEntry
from reprosurvey.crawler.origins import repository_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.records import FetchedSnapshot, PreviousSnapshot, VisitStatus
from reprosurvey.crawler.visits.schedule import UNSUCCESSFUL, VisitHistory


@dataclass(slots=True)
class OriginState:
    """How an origin stands today, by its visits; visits as of a day are not among them."""

    status: VisitStatus
    """Of the last visit that did not fail; failed where all did."""
    history: VisitHistory
    moved_to: str | None = None
    head: str | None = None
    """Of the last snapshot."""
    directory: str | None = None
    cloned_from: str | None = None
    """Where git answered last."""
    protocol: int | None = None

    @property
    def contact(self) -> Contact | None:
        """How the repository was reached; None where it was not, or that was not noted."""
        if self.cloned_from is None or self.protocol is None:
            return None
        return Contact(self.cloned_from, self.protocol, "sha256" if len(self.head or "") == 64 else "sha1")

    def is_due(self, time: datetime) -> bool:
        """Whether to look again."""
        return self.history.is_due(time)


@dataclass
class VisitState:
    """What visits need of the store; the larger parts are read when first asked for."""

    store: Store
    origins: dict[str, OriginState] = field(default_factory=dict)
    _texts: set[bytes] | None = None

    @classmethod
    def of(cls, store: Store) -> VisitState:
        """What ``store`` knows."""
        state = cls(store)
        columns = [
            *("origin", "visited_at", "outcome", "moved_to", "head", "directory", "due_at"),
            *("cloned_from", "protocol"),
        ]
        rows = store.read(VISITS, columns, pc.field("as_of").is_null()).sort_by("visited_at")
        for batch in rows.to_batches(max_chunksize=10_000):
            for row in batch.to_pylist():
                state._note(**row)
        return state

    def _note(
        self,
        origin: str,
        visited_at: datetime,
        outcome: str,
        moved_to: str | None,
        head: str | None,
        directory: str | None,
        due_at: datetime | None,
        cloned_from: str | None,
        protocol: int | None,
    ) -> None:
        """Add a visit, later than those before."""
        status = VisitStatus(outcome)
        known = self.origins.get(origin)
        failures = (known.history.consecutive_failures if known else 0) + 1 if status in UNSUCCESSFUL else 0
        history = VisitHistory(status, visited_at, due_at, failures)
        if known is None:
            known = self.origins[origin] = OriginState(status, history)
        known.history = history
        if status is not VisitStatus.FAILED:
            known.status, known.moved_to = status, moved_to
        if status in (VisitStatus.FULL, VisitStatus.EMPTY):
            known.head, known.directory = head, directory
        if cloned_from is not None:
            known.cloned_from, known.protocol = cloned_from, protocol

    def seen_as_of(self, day: datetime) -> frozenset[str]:
        """The origins of which it is known how they stood on ``day``."""
        rows = self.store.read(VISITS, ["origin"], (pc.field("as_of") == day) & (pc.field("outcome") != "failed"))
        return frozenset(rows["origin"].to_pylist())

    def snapshot(self, origin: str) -> PreviousSnapshot | None:
        """The last snapshot of ``origin``; None where there is none to build on."""
        known = self.origins.get(origin)
        if known is None or known.head is None or known.directory is None:
            return None
        if not self.has_snapshot(origin, known.head):
            return None
        return PreviousSnapshot(known.head, known.directory, *self._tree(origin, known.head))

    def stored_snapshot(self, repository: str, head: str) -> FetchedSnapshot | None:
        """The snapshot of a commit that the store has of ``repository``, by whichever of its refs; else None."""
        if (origin := self._origins.get((repository, head))) is None:
            return None
        is_it = (pc.field("origin") == origin) & (pc.field("head") == head)
        visits = self.store.read(VISITS, ["directory", "committed_at"], is_it & pc.field("directory").is_valid())
        for visit in visits.slice(0, 1).to_pylist():
            tree, kept = self._tree(origin, head)
            return FetchedSnapshot(head, visit["directory"], visit["committed_at"], tree, kept)
        return None

    def has_snapshot(self, origin: str, head: str) -> bool:
        """Whether the tree of a commit is stored."""
        return (origin, head) in self._files

    def note_snapshots(self, snapshots: Iterable[tuple[str, str]], file: Path) -> None:
        """Add the trees of commits, which stand in ``file``."""
        new = dict.fromkeys(snapshots, file)
        self._files.update(new)
        self._origins.update(_by_repository(new))

    def text(self, blob: str) -> str | None:
        """A text that the store has; None where it has not."""
        found: list[str] = self.store.read(BLOBS, ["text"], pc.field("blob") == blob)["text"].to_pylist()
        return found[0] if found else None

    def new_texts(self, texts: dict[str, str]) -> dict[str, str]:
        """Those of ``texts``, by blob, that the store does not have; from now on it has."""
        if self._texts is None:
            self._texts = {bytes.fromhex(b) for b in self.store.read(BLOBS, ["blob"])["blob"].to_pylist()}
        new = {blob: text for blob, text in texts.items() if bytes.fromhex(blob) not in self._texts}
        self._texts.update(map(bytes.fromhex, new))
        return new

    def _tree(self, origin: str, head: str) -> tuple[list[TreeEntry], frozenset[str]]:
        """A stored tree, and the blobs of it whose texts are stored."""
        rows = ds.dataset(self._files[origin, head], schema=SNAPSHOTS.columns, format="parquet").to_table(
            filter=(pc.field("origin") == origin) & (pc.field("head") == head)
        )
        listed = rows.to_pylist()
        tree = [TreeEntry(row["path"], row["mode"], row["blob"], row["size"]) for row in listed]
        return tree, frozenset(row["blob"] for row in listed if row["kept"])

    @cached_property
    def _origins(self) -> dict[tuple[str, str], str]:
        """By repository and commit, an origin whose tree is stored."""
        return _by_repository(self._files)

    @cached_property
    def _files(self) -> dict[tuple[str, str], Path]:
        """By origin and commit, the file in which the whole tree stands."""
        found: dict[tuple[str, str], Path] = {}
        for file in self.store.files_of(SNAPSHOTS):
            rows = ds.dataset(file, schema=SNAPSHOTS.columns, format="parquet").to_table(columns=["origin", "head"])
            pairs = rows.group_by(["origin", "head"]).aggregate([]).to_pylist()
            found.update(((row["origin"], row["head"]), file) for row in pairs)
        return found


def _by_repository(snapshots: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    return {(repository_of(origin), head): origin for origin, head in snapshots}
