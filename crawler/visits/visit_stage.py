"""The visit stage: every nominated address that is due is looked at, what is new goes to the store.

Of the variants that an address may have, the next is tried only where the one before is not found. Each origin is
visited once a run, whatever number of papers name it. Each host has a queue of its own, so that one that rests holds
no other up; one that does not answer a few times in a row is left for this run.
Settings: those of ``crawler/http/rate_limit.py`` and ``crawler/visits/snapshots.py``; ``[cluster]``, whose workers look
where it names one (``owners.py``).
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from typing import Protocol

import distributed

from reprosurvey.crawler.cluster import open_cluster
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.http.failures import FAILURE_LIMIT, FailureCount
from reprosurvey.crawler.isolated import LostInputError
from reprosurvey.crawler.origins import Origin, host_of, origin_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.clock import present
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.owners import open_owners
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
        SurveyError: There is no git, or the cluster cannot be started or cannot work.
    """
    require_git()
    stage = _Stage(store, config, ignore_schedule=ignore_schedule, as_of=as_of, tell=tell)
    due = stage.due(addresses)
    with open_cluster(config, len(due)) if due and config.cluster.is_named else nullcontext() as cluster:
        return asyncio.run(stage.run(due, cluster))


class Asker(Protocol):
    """Looks at origins: this process, or workers of a cluster."""

    async def visit(self, origin: Origin, known: VisitState) -> Visit:
        """As ``Visitor.visit``.

        Raises:
            LostInputError: Whoever looked was lost.
        """


class _Stage:
    def __init__(
        self, store: Store, config: Config, *, ignore_schedule: bool, as_of: datetime | None, tell: Progress
    ) -> None:
        self.config, self.ignore_schedule, self.as_of, self.tell = config, ignore_schedule, as_of, tell
        self.store, self.state = store, VisitState.of(store)
        self.writer = Writer(store, self.state)
        self.seen = self.state.seen_as_of(as_of) if as_of is not None else frozenset[str]()
        self.started = present()
        self.visits: dict[str, asyncio.Task[tuple[VisitStatus, str | None]]] = {}
        self.unanswered: defaultdict[str, FailureCount] = defaultdict(FailureCount)
        """By host, its visits in a row that brought no answer."""
        self.counts: Counter[str] = Counter()

    def due(self, addresses: Iterable[Variants]) -> Sequence[Variants]:
        """Those of the ``addresses`` that are to be looked at, each once."""
        wanted = list(dict.fromkeys(map(tuple, addresses)))
        due = [variants for variants in wanted if self._is_open(variants)]
        logger.info("%d addresses to look at, %d skipped as not due", len(due), len(wanted) - len(due))
        return due

    async def run(self, due: Sequence[Variants], cluster: distributed.Client | None) -> Counter[str]:
        """Look at the addresses that are ``due``, by the workers of a cluster where there is one."""
        statuses: Counter[VisitStatus] = Counter()
        queues = _by_host(due)

        async def work(asker: Asker, queue: Iterator[Variants]) -> None:
            for variants in queue:
                statuses[await self._visit_variants(asker, variants)] += 1
                self.tell(statuses.total(), len(due), statuses[VisitStatus.FAILED])

        try:
            shares = {host: len(queue) for host, queue in queues.items()}
            async with self._open_asker(cluster, shares) as asker, asyncio.TaskGroup() as tasks:
                for queue in sorted(queues.values(), key=len, reverse=True):
                    waiting = iter(queue)
                    for _ in range(min(len(queue), self.config.limits.host_requests)):
                        tasks.create_task(work(asker, waiting))
        except ExceptionGroup as errors:
            if (told := errors.subgroup(SurveyError)) is not None:
                raise told.exceptions[0] from errors
            raise
        finally:
            self.writer.write()
        return self.counts

    @asynccontextmanager
    async def _open_asker(self, cluster: distributed.Client | None, shares: Mapping[str, int]) -> AsyncIterator[Asker]:
        async with open_client(self.config) as client:
            here = Visitor(client, self.as_of)
            if cluster is None:
                yield here
                return
            async with open_owners(cluster, self.config, self.store, self.as_of, shares, here) as owners:
                yield owners

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

    async def _visit_variants(self, asker: Asker, variants: Variants) -> VisitStatus:
        """The status of the first that is there, else of the last."""
        for origin in variants:
            if (status := await self._follow(asker, origin)) not in NOT_THERE:
                break
        return status

    async def _follow(self, asker: Asker, url: str) -> VisitStatus:
        """The status at the end of the redirects that begin at ``url``."""
        for _ in range(HOPS_LIMIT):
            status, moved_to = await self._look(asker, url)
            if moved_to is None:
                return status
            url = moved_to
        return VisitStatus.FAILED

    async def _look(self, asker: Asker, url: str) -> tuple[VisitStatus, str | None]:
        """How an origin stands and where it leads: by a visit of this run, or as it is known."""
        if url not in self.visits:
            if not self._is_to_visit(url):
                return self._known(url)
            self.visits[url] = asyncio.create_task(self._visit(asker, url))
        return await self.visits[url]

    async def _visit(self, asker: Asker, url: str) -> tuple[VisitStatus, str | None]:
        """How an origin was found, and where it leads; nothing else of a visit is kept once it is written."""
        origin, silent = origin_of(url), self.unanswered[host_of(url)]
        if origin is None:
            visit = Visit(url, VisitStatus.FAILED, as_of=self.as_of, error="no address on the web")
        elif silent.reached_limit:
            error = f"the host did not answer {FAILURE_LIMIT} times in a row; it was left for this run"
            visit = Visit(url, VisitStatus.FAILED, as_of=self.as_of, error=error)
        else:
            visit = await self._ask(asker, origin, silent)
        logger.info("%s: %s%s", url, visit.status.value, f": {visit.error}" if visit.error else "")
        if self.as_of is None:
            known = self.state.origins.get(url)
            visit.due_at = next_visit(visit.status, visit.visited_at, known.history if known is not None else None)
        self.counts[visit.status.value] += 1
        self.writer.add(visit)
        return visit.status, visit.moved_to

    async def _ask(self, asker: Asker, origin: Origin, silent: FailureCount) -> Visit:
        """A visit, counted where it was the host that did not answer."""
        try:
            visit = await asker.visit(origin, self.state)
        except LostInputError as error:
            return Visit(origin.url, VisitStatus.FAILED, as_of=self.as_of, error=str(error))
        silent.note(failed=visit.status is VisitStatus.FAILED and visit.http_status is None)
        return visit


def _by_host(addresses: Sequence[Variants]) -> dict[str, list[Variants]]:
    queues: defaultdict[str, list[Variants]] = defaultdict(list)
    for variants in addresses:
        queues[host_of(variants[0])].append(variants)
    return queues
