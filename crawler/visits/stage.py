"""The visit stage: every nominated address is looked at, what is new goes to the store.

Of the forms that an address may have, the next is tried only where the one before is not found. Each origin is
visited once a run, whatever number of papers name it. Settings: ``limits.visits``, ``limits.attempts``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from crawler.config import Config
from crawler.origins import origin_of
from crawler.progress import Progress
from crawler.schemas import BLOBS, SNAPSHOTS, VISITS
from crawler.store import Store
from crawler.visits.clones import require_git
from crawler.visits.model import Outcome
from crawler.visits.network import open_session
from crawler.visits.visitor import Visit, Visitor

BATCH = 20
"""Visits a file."""

HOPS_LIMIT = 6
"""Redirects followed from one origin."""

Forms = Sequence[str]
"""The origins that one written address may mean, likeliest first."""


def visit_all(store: Store, config: Config, addresses: Iterable[Forms], *, again: bool, tell: Progress) -> Counter[str]:
    """Visit ``addresses``: those never settled, or with ``again`` all; how often each outcome came.

    Raises:
        SurveyError: There is no git.
    """
    require_git()
    return asyncio.run(_Stage(store, config, again=again, tell=tell).run(list(addresses)))


class _Stage:
    def __init__(self, store: Store, config: Config, *, again: bool, tell: Progress) -> None:
        self.store, self.config, self.tell = store, config, tell
        columns = ["origin", "visited_at", "outcome", "head", "moved_to"]
        rows = store.read(VISITS, columns).sort_by("visited_at").to_pylist()
        self.heads = {r["origin"]: r["head"] for r in rows if r["outcome"] == Outcome.FULL}
        self.settled: dict[str, Visit] = {}
        if not again:
            known = (Visit(r["origin"], Outcome(r["outcome"]), moved_to=r["moved_to"]) for r in rows)
            self.settled = {v.origin: v for v in known if v.outcome is not Outcome.FAILED}
        self.blobs = set(store.read(BLOBS, ["blob"])["blob"].to_pylist())
        self.visits: dict[str, asyncio.Task[Visit]] = {}
        self.unwritten: list[Visit] = []
        self.outcomes: Counter[str] = Counter()

    async def run(self, addresses: list[Forms]) -> Counter[str]:
        open_addresses = [forms for forms in addresses if not self._is_settled(forms)]
        queue = iter(open_addresses)
        done = 0

        async def work(visitor: Visitor) -> None:
            nonlocal done
            for forms in queue:
                await self._visit_forms(visitor, forms)
                done += 1
                self.tell(done, len(open_addresses), self.outcomes[Outcome.FAILED])

        try:
            async with open_session(self.config) as session, asyncio.TaskGroup() as workers:
                visitor = Visitor(session, self.config, self.heads)
                for _ in range(self.config.limits.visits):
                    workers.create_task(work(visitor))
        finally:
            self._write()
        return self.outcomes

    def _is_settled(self, forms: Forms) -> bool:
        """Whether the store knows what the address leads to."""
        for origin in forms:
            outcome = None
            for _ in range(HOPS_LIMIT):
                visit = self.settled.get(origin)
                outcome = visit.outcome if visit else None
                if visit is None or visit.moved_to is None:
                    break
                origin = visit.moved_to
            if outcome is not Outcome.NOT_FOUND:
                return outcome is not None
        return True

    async def _visit_forms(self, visitor: Visitor, forms: Forms) -> None:
        for origin in forms:
            if await self._follow(visitor, origin) is not Outcome.NOT_FOUND:
                return

    async def _follow(self, visitor: Visitor, url: str) -> Outcome:
        """The outcome at the end of the redirects that begin at ``url``."""
        for _ in range(HOPS_LIMIT):
            visit = self.settled.get(url) or await self._visit_once(visitor, url)
            if visit.moved_to is None:
                return visit.outcome
            url = visit.moved_to
        return Outcome.FAILED

    async def _visit_once(self, visitor: Visitor, url: str) -> Visit:
        if url not in self.visits:
            self.visits[url] = asyncio.create_task(self._visit(visitor, url))
        return await self.visits[url]

    async def _visit(self, visitor: Visitor, url: str) -> Visit:
        origin = origin_of(url)
        assert origin is not None
        visit = await visitor.visit(origin)
        self.outcomes[visit.outcome.value] += 1
        self.unwritten.append(visit)
        if len(self.unwritten) >= BATCH:
            self._write()
        return visit

    def _write(self) -> None:
        visits, self.unwritten = self.unwritten, []
        snapshots: list[dict[str, Any]] = []
        texts: dict[str, str] = {}
        for visit in visits:
            if (taken := visit.taken) is not None:
                snapshots += (
                    {
                        "origin": visit.origin,
                        "head": taken.head,
                        "path": entry.path,
                        "mode": entry.mode,
                        "size": entry.size,
                        "blob": entry.blob,
                        "kept": entry.blob in taken.texts,
                    }
                    for entry in taken.tree
                )
                texts |= {blob: text for blob, text in taken.texts.items() if blob not in self.blobs}
        self.store.append(BLOBS, [{"blob": blob, "text": text} for blob, text in texts.items()])
        self.blobs.update(texts)
        self.store.append(SNAPSHOTS, snapshots)
        self.store.append(VISITS, [_row(visit) for visit in visits])  # the row that says "done" last


def _row(visit: Visit) -> dict[str, Any]:
    columns = ("origin", "visited_at", "head", "branch", "moved_to", "leads_to", "status", "requests", "error")
    row = {name: getattr(visit, name) for name in columns}
    committed = visit.taken.committed_at if visit.taken else None
    return row | {"outcome": visit.outcome.value, "committed_at": committed}
