"""What the store knows of origins: their visits, their snapshots, and the texts that it has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from reprosurvey.crawler.git.repository import TreeEntry
from reprosurvey.crawler.origins import repository_of
from reprosurvey.crawler.store.layout import part_of
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS, Table
from reprosurvey.crawler.visits.origin_states import OriginStates
from reprosurvey.crawler.visits.previous_visits import OriginState, Told
from reprosurvey.crawler.visits.records import FetchedSnapshot, PreviousSnapshot


@dataclass
class VisitState:
    """What visits need of the store; the larger parts are read when first asked for."""

    store: Store
    origins: Mapping[str, OriginState]
    _stored_heads: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, store: Store) -> VisitState:
        """What ``store`` knows."""
        return cls(store, OriginStates.of(store))

    @classmethod
    def told(cls, store: Store, told: Told) -> VisitState:
        """What another process told of a repository of ``store``."""
        state = cls(store, dict(told.origins))
        state._unfinished = told.unfinished
        return state

    def tell(self, origin: str) -> Told:
        """What is known of the repository of ``origin``; of its other refs only where that is new: it takes long."""
        known, repository = self.origins.get(origin), repository_of(origin)
        names = {origin, repository}
        unfinished = frozenset[str]()
        if known is None or known.head is None:
            names.update(self._refs.get(repository, ()))
            unfinished = self._unfinished.intersection(names)
        return Told({name: self.origins[name] for name in names if name in self.origins}, unfinished)

    def seen_as_of(self, day: datetime) -> frozenset[str]:
        """The origins of which it is known how they stood on ``day``."""
        rows = self.store.read(VISITS, ["origin"], (pc.field("as_of") == day) & (pc.field("outcome") != "failed"))
        return frozenset(rows["origin"].to_pylist())

    def snapshot(self, origin: str) -> PreviousSnapshot | None:
        """The last snapshot of ``origin``; None where there is none to build on."""
        known = self.origins.get(origin)
        if known is None or known.head is None or known.directory is None:
            return None
        tree, kept = self._tree(origin, known.head)
        return PreviousSnapshot(known.head, known.directory, tree, kept) if tree else None

    def stored_snapshot(self, repository: str, head: str) -> FetchedSnapshot | None:
        """The snapshot of a commit that the store has of ``repository``, by whichever of its refs; else None."""
        for origin in (repository, *self._refs.get(repository, ())):
            if head in self._heads(origin):
                is_it = (pc.field("origin") == origin) & (pc.field("head") == head)
                visits = self.store.read(
                    VISITS, ["directory", "committed_at"], is_it & pc.field("directory").is_valid()
                )
                for visit in visits.slice(0, 1).to_pylist():
                    tree, kept = self._tree(origin, head)
                    return FetchedSnapshot(head, visit["directory"], visit["committed_at"], tree, kept)
        return None

    def has_snapshot(self, origin: str, head: str) -> bool:
        """Whether the tree of a commit is stored."""
        return head in self._heads(origin)

    def note_snapshots(self, snapshots: Iterable[tuple[str, str]]) -> None:
        """Add the trees of commits, which are stored by now."""
        for origin, head in snapshots:
            self._heads(origin).add(head)
            repository = repository_of(origin)
            refs = self._refs.setdefault(repository, [])
            if origin not in (repository, *refs):
                refs.append(origin)

    def text(self, origin: str, blob: str) -> str | None:
        """A text that the store has of the repository of ``origin``; None where it has not."""
        rows = self.store.read(BLOBS, ["text"], pc.field("blob") == blob, part_of([origin]))
        found: list[str] = rows["text"].to_pylist()
        return found[0] if found else None

    def stored_texts(self, origin: str) -> frozenset[str]:
        """The blobs whose texts the store has of ``origin``."""
        return frozenset(self._of(BLOBS, origin, ["blob"])["blob"].to_pylist())

    def _tree(self, origin: str, head: str) -> tuple[list[TreeEntry], frozenset[str]]:
        """A stored tree, and the blobs of it whose texts are stored; empty where it is not."""
        rows = self._of(SNAPSHOTS, origin, ["path", "mode", "blob", "size", "kept"], pc.field("head") == head)
        listed = rows.to_pylist()
        tree = [TreeEntry(row["path"], row["mode"], row["blob"], row["size"]) for row in listed]
        return tree, frozenset(row["blob"] for row in listed if row["kept"])

    def _heads(self, origin: str) -> set[str]:
        """The commits of which the tree is stored."""
        if origin not in self._stored_heads:
            self._stored_heads[origin] = set(self._of(SNAPSHOTS, origin, ["head"])["head"].to_pylist())
        return self._stored_heads[origin]

    def _of(self, table: Table, origin: str, columns: list[str], where: pc.Expression | None = None) -> pa.Table:
        """What a table holds of ``origin``: its bucket is read, and of that nothing where nothing can be there."""
        if not self._may_have_snapshot(origin):
            return table.columns.empty_table().select(columns)
        is_its = pc.field("origin") == origin
        return self.store.read(table, columns, is_its if where is None else is_its & where, part_of([origin]))

    @cached_property
    def _refs(self) -> dict[str, list[str]]:
        """By repository, the origins of its refs that have or may have a snapshot."""
        found: dict[str, list[str]] = {}
        for origin in (*self.origins, *self._unfinished):
            repository = repository_of(origin)
            if origin != repository and self._may_have_snapshot(origin):
                found.setdefault(repository, []).append(origin)
        return found

    @cached_property
    def _unfinished(self) -> frozenset[str]:
        """The origins of which something is stored that no visit of the present tells of.

        They were looked at as of a day, or a run was killed before it said that they are there.
        """
        found: set[str] = set()
        for table in (BLOBS, SNAPSHOTS):
            for batch in self.store.dataset(table).to_batches(columns=["origin"]):
                new = set(pc.unique(batch["origin"]).to_pylist()) - found
                found.update(origin for origin in new if not self._has_head(origin))
        return frozenset(found)

    def _may_have_snapshot(self, origin: str) -> bool:
        return self._has_head(origin) or origin in self._unfinished

    def _has_head(self, origin: str) -> bool:
        known = self.origins.get(origin)
        return known is not None and known.head is not None
