"""The visit stage: every nominated address that is due is looked at, what is new goes to the store.

Of the forms that an address may have, the next is tried only where the one before is not found. Each origin is
visited once a run, whatever number of papers name it. Each host has a queue of its own, so that one that rests holds
no other up. Settings: those of ``crawler/http/rate_limit.py`` and ``crawler/visits/snapshots.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from yarl import URL

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import next_visit
from reprosurvey.crawler.visits.visit_state import Memory
from reprosurvey.crawler.visits.visitor import Visit, Visitor
from reprosurvey.crawler.visits.writer import Writer

HOPS_LIMIT = 6
"""Redirects followed from one origin."""

Forms = Sequence[str]
"""The origins that one written address may mean, likeliest first."""


def visit_all(
    store: Store,
    config: Config,
    addresses: Iterable[Forms],
    *,
    everything: bool = False,
    as_of: datetime | None = None,
    tell: Progress,
) -> Counter[str]:
    """Visit those of ``addresses`` that are due, or with ``everything`` all; how often each outcome came.

    With ``as_of`` each repository is looked at as it stood then, unless that was done before.

    Raises:
        SurveyError: There is no git.
    """
    require_git()
    return asyncio.run(_Stage(store, config, everything=everything, as_of=as_of, tell=tell).run(list(addresses)))


class _Stage:
    def __init__(
        self, store: Store, config: Config, *, everything: bool, as_of: datetime | None, tell: Progress
    ) -> None:
        self.config, self.everything, self.as_of, self.tell = config, everything, as_of, tell
        self.memory = Memory.of(store)
        self.writer = Writer(store, self.memory)
        self.seen = self.memory.seen_as_of(as_of) if as_of is not None else frozenset[str]()
        self.started = now()
        self.visits: dict[str, asyncio.Task[Visit]] = {}
        self.outcomes: Counter[str] = Counter()

    async def run(self, addresses: list[Forms]) -> Counter[str]:
        open_addresses = [forms for forms in addresses if self._is_open(forms)]
        done = 0

        async def work(visitor: Visitor, queue: Iterator[Forms]) -> None:
            nonlocal done
            for forms in queue:
                await self._visit_forms(visitor, forms)
                done += 1
                self.tell(done, len(open_addresses), self.outcomes[VisitStatus.FAILED])

        try:
            async with open_client(self.config) as client, asyncio.TaskGroup() as workers:
                visitor = Visitor(client, self.memory, self.as_of)
                for queue in _by_host(open_addresses):
                    waiting = iter(queue)
                    for _ in range(min(len(queue), self.config.limits.host_requests)):
                        workers.create_task(work(visitor, waiting))
        finally:
            self.writer.write()
        return self.outcomes

    def _is_open(self, forms: Forms) -> bool:
        """Whether anything on the way of an address is to be looked at."""
        for origin in forms:
            outcome = None
            for _ in range(HOPS_LIMIT):
                if self._is_to_visit(origin):
                    return True
                outcome, moved_to = self._known(origin)
                if moved_to is None:
                    break
                origin = moved_to
            if outcome is not VisitStatus.NOT_FOUND:
                return False
        return False

    def _known(self, origin: str) -> tuple[VisitStatus, str | None]:
        """How an origin stands that need not be visited, and where it leads."""
        known = self.memory.origins.get(origin)
        return (known.outcome, known.moved_to) if known is not None else (VisitStatus.FULL, None)

    def _is_to_visit(self, origin: str) -> bool:
        known = self.memory.origins.get(origin)
        if self.as_of is not None:
            return (known is None or known.moved_to is None) and origin not in self.seen
        return known is None or self.everything or known.is_due(self.started)

    async def _visit_forms(self, visitor: Visitor, forms: Forms) -> None:
        for origin in forms:
            if await self._follow(visitor, origin) is not VisitStatus.NOT_FOUND:
                return

    async def _follow(self, visitor: Visitor, url: str) -> VisitStatus:
        """The outcome at the end of the redirects that begin at ``url``."""
        for _ in range(HOPS_LIMIT):
            outcome, moved_to = await self._look(visitor, url)
            if moved_to is None:
                return outcome
            url = moved_to
        return VisitStatus.FAILED

    async def _look(self, visitor: Visitor, url: str) -> tuple[VisitStatus, str | None]:
        """How an origin stands and where it leads: by a visit of this run, or as it is known."""
        if url not in self.visits:
            if not self._is_to_visit(url):
                return self._known(url)
            self.visits[url] = asyncio.create_task(self._visit(visitor, url))
        visit = await self.visits[url]
        return visit.outcome, visit.moved_to

    async def _visit(self, visitor: Visitor, url: str) -> Visit:
        origin = origin_of(url)
        assert origin is not None
        visit = await visitor.visit(origin)
        if self.as_of is None:
            known = self.memory.origins.get(url)
            visit.due_at = next_visit(visit.outcome, visit.visited_at, known.past if known is not None else None)
        self.outcomes[visit.outcome.value] += 1
        self.writer.add(visit)
        return visit


def _by_host(addresses: list[Forms]) -> list[list[Forms]]:
    queues: defaultdict[str, list[Forms]] = defaultdict(list)
    for forms in addresses:
        queues[URL(forms[0]).host or ""].append(forms)
    return list(queues.values())
