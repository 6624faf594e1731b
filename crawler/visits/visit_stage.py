"""The visit stage: every nominated address that is due is looked at, what is new goes to the store.

Of the variants that an address may have, the next is tried only where the one before is not found. Each origin is
visited once a run, whatever number of papers name it. Each host has a queue of its own, so that one that rests holds
no other up; one that does not answer a few times in a row is left for this run.
Settings: those of ``crawler/http/rate_limit.py`` and ``crawler/visits/snapshots.py``.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.http.failures import FAILURE_LIMIT, FailureCount
from reprosurvey.crawler.origins import host_of, origin_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.clock import present
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.records import HOPS_LIMIT, VisitStatus
from reprosurvey.crawler.visits.schedule import next_visit
from reprosurvey.crawler.visits.visit_state import VisitState
from reprosurvey.crawler.visits.visitor import Visit, Visitor
from reprosurvey.crawler.visits.writer import Writer

logger = logging.getLogger(__name__)

NOT_THERE = (VisitStatus.NOT_FOUND, VisitStatus.REF_NOT_FOUND)
"""Statuses after which an address may have meant another of its variants."""

Variants = Sequence[str]
"""The origins that one written address may mean, likeliest first."""


def visit_all(
    store: Store,
    config: Config,
    addresses: Iterable[Variants],
    *,
    ignore_schedule: bool = False,
    as_of: datetime | None = None,
    tell: Progress,
) -> Counter[str]:
    """Visit those of ``addresses`` that are due, or with ``ignore_schedule`` all; how often each status came.

    With ``as_of`` each repository is looked at as it stood then, unless that was done before.

    Raises:
        SurveyError: There is no git.
    """
    require_git()
    return asyncio.run(
        _Stage(store, config, ignore_schedule=ignore_schedule, as_of=as_of, tell=tell).run(list(addresses))
    )


class _Stage:
    def __init__(
        self, store: Store, config: Config, *, ignore_schedule: bool, as_of: datetime | None, tell: Progress
    ) -> None:
        self.config, self.ignore_schedule, self.as_of, self.tell = config, ignore_schedule, as_of, tell
        self.state = VisitState.of(store)
        self.writer = Writer(store, self.state)
        self.seen = self.state.seen_as_of(as_of) if as_of is not None else frozenset[str]()
        self.started = present()
        self.visits: dict[str, asyncio.Task[Visit]] = {}
        self.unanswered: defaultdict[str, FailureCount] = defaultdict(FailureCount)
        """By host, its visits in a row that brought no answer."""
        self.counts: Counter[str] = Counter()

    async def run(self, addresses: list[Variants]) -> Counter[str]:
        wanted = list(dict.fromkeys(map(tuple, addresses)))
        open_addresses = [variants for variants in wanted if self._is_open(variants)]
        logger.info(
            "%d addresses to look at, %d skipped as not due", len(open_addresses), len(wanted) - len(open_addresses)
        )
        statuses: Counter[VisitStatus] = Counter()

        async def work(visitor: Visitor, queue: Iterator[Variants]) -> None:
            for variants in queue:
                statuses[await self._visit_variants(visitor, variants)] += 1
                self.tell(statuses.total(), len(open_addresses), statuses[VisitStatus.FAILED])

        try:
            async with open_client(self.config) as client, asyncio.TaskGroup() as workers:
                visitor = Visitor(client, self.as_of)
                for queue in _by_host(open_addresses):
                    waiting = iter(queue)
                    for _ in range(min(len(queue), self.config.limits.host_requests)):
                        workers.create_task(work(visitor, waiting))
        finally:
            self.writer.write()
        return self.counts

    def _is_open(self, variants: Variants) -> bool:
        """Whether anything on the way of an address is to be looked at."""
        for origin in variants:
            status = None
            for _ in range(HOPS_LIMIT):
                if self._is_to_visit(origin):
                    return True
                status, moved_to = self._known(origin)
                if moved_to is None:
                    break
                origin = moved_to
            if status not in NOT_THERE:
                return False
        return False

    def _known(self, origin: str) -> tuple[VisitStatus, str | None]:
        """How an origin stands that need not be visited, and where it leads."""
        known = self.state.origins.get(origin)
        return (known.status, known.moved_to) if known is not None else (VisitStatus.FULL, None)

    def _is_to_visit(self, origin: str) -> bool:
        known = self.state.origins.get(origin)
        if self.as_of is not None:
            return (known is None or known.moved_to is None) and origin not in self.seen
        return known is None or self.ignore_schedule or known.is_due(self.started)

    async def _visit_variants(self, visitor: Visitor, variants: Variants) -> VisitStatus:
        """The status of the first that is there, else of the last."""
        for origin in variants:
            if (status := await self._follow(visitor, origin)) not in NOT_THERE:
                break
        return status

    async def _follow(self, visitor: Visitor, url: str) -> VisitStatus:
        """The status at the end of the redirects that begin at ``url``."""
        for _ in range(HOPS_LIMIT):
            status, moved_to = await self._look(visitor, url)
            if moved_to is None:
                return status
            url = moved_to
        return VisitStatus.FAILED

    async def _look(self, visitor: Visitor, url: str) -> tuple[VisitStatus, str | None]:
        """How an origin stands and where it leads: by a visit of this run, or as it is known."""
        if url not in self.visits:
            if not self._is_to_visit(url):
                return self._known(url)
            self.visits[url] = asyncio.create_task(self._visit(visitor, url))
        visit = await self.visits[url]
        return visit.status, visit.moved_to

    async def _visit(self, visitor: Visitor, url: str) -> Visit:
        origin, silent = origin_of(url), self.unanswered[host_of(url)]
        if origin is None:
            visit = Visit(url, VisitStatus.FAILED, as_of=self.as_of, error="no address on the web")
        elif silent.reached_limit:
            error = f"the host did not answer {FAILURE_LIMIT} times in a row; it was left for this run"
            visit = Visit(url, VisitStatus.FAILED, as_of=self.as_of, error=error)
        else:
            visit = await visitor.visit(origin, self.state)
            silent.note(failed=visit.status is VisitStatus.FAILED and visit.http_status is None)
        logger.info("%s: %s%s", url, visit.status.value, f": {visit.error}" if visit.error else "")
        if self.as_of is None:
            known = self.state.origins.get(url)
            visit.due_at = next_visit(visit.status, visit.visited_at, known.history if known is not None else None)
        self.counts[visit.status.value] += 1
        self.writer.add(visit)
        return visit


def _by_host(addresses: Sequence[Variants]) -> list[list[Variants]]:
    queues: defaultdict[str, list[Variants]] = defaultdict(list)
    for variants in addresses:
        queues[host_of(variants[0])].append(variants)
    return list(queues.values())
