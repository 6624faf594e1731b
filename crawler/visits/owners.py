"""Visits by the workers of a cluster: each host is asked by one of them at a time, its owner.

So the manners towards a host hold over the whole cluster: its rate, what may be under way, and the rest that it asks
for, which a new owner is told. A worker that is not heard of loses its hosts when its lease is over by its own clock,
not before. What it was asked for is then asked of another.

Workers read the store and write nothing: what they found comes back, and the one process that holds the survey writes
it, each row once whatever becomes of a worker. A task of Dask's that writes is run again where its worker dies after
that, and its rows stand twice; and rows are ordered by the one clock of who writes.

What archives hold is looked at here: a token goes from here to its host alone, and services share interfaces.
Settings: ``[cluster]``; ``limits.requests`` and ``limits.snapshots`` hold for each worker.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

import distributed
from distributed.scheduler import KilledWorker

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.deposits.services import service_of
from reprosurvey.crawler.isolated import LostInputError
from reprosurvey.crawler.origins import Origin, host_of
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.visits.owner import Asked, News, Owner, call_in
from reprosurvey.crawler.visits.previous_visits import Told
from reprosurvey.crawler.visits.visit_state import VisitState
from reprosurvey.crawler.visits.visitor import Visit, Visitor
from reprosurvey.crawler.workers import LOOK_AGAIN, LOST, START_SECONDS, build, cannot_work, no_worker, threads_of

logger = logging.getLogger(__name__)

TERM = 30.0
"""Seconds for which a worker may ask its hosts after the last that was heard from here."""
ATTEMPTS = 3
"""Workers that are lost over a visit before it counts as failed."""

Call = Callable[..., Awaitable[Any]]
"""Calls an asynchronous function of Dask's in the thread of its client."""


@asynccontextmanager
async def open_owners(
    cluster: distributed.Client,
    config: Config,
    store: Store,
    as_of: datetime | None,
    shares: Mapping[str, int],
    here: Visitor,
) -> AsyncIterator[Owners]:
    """Owners on all workers that are there, for as long as the block runs.

    Args:
        cluster: A client of the cluster.
        config: The survey's settings.
        store: The survey, which the workers must find at the same place.
        as_of: The day to look at; None for the present.
        shares: By host, how many addresses there are to look at.
        here: Looks at deposits.

    Raises:
        SurveyError: There is no worker, or one that cannot work.
    """
    owners = Owners(cluster, config, store, as_of, shares, here)
    try:
        await owners.start()
        yield owners
    finally:
        await owners.end()


class Owners:
    """Hands each visit to the owner of its host. See :func:`open_owners`."""

    def __init__(
        self,
        cluster: distributed.Client,
        config: Config,
        store: Store,
        as_of: datetime | None,
        shares: Mapping[str, int],
        here: Visitor,
    ) -> None:
        self._cluster, self._shares, self._as_of, self._here = cluster, shares, as_of, here
        alone = dict.fromkeys(config.tokens, "")  # hosts that are asked one thing at a time
        settings = Config(contact=config.contact, limits=config.limits, mirrors=config.mirrors, tokens=alone)
        at = store.location
        survey = at.resolve() if isinstance(at, Path) else at  # a worker may have another working directory
        self._arguments = (build(), settings, survey, as_of, TERM)
        self._owners: list[_Owner] = []
        self._making: dict[str, asyncio.Task[_Owner | None]] = {}
        """By worker, the owners that are not there yet."""
        self._by_host: dict[str, _Owner] = {}
        self._rests_until: dict[str, float] = {}
        """By host, until when it asked to be left alone (monotonic clock, seconds)."""
        self._choosing = asyncio.Lock()

    async def start(self) -> None:
        """Wait for the workers.

        Raises:
            SurveyError: As ``open_owners``.
        """
        await self._engage()
        await asyncio.gather(*self._making.values())
        await self._able_owners()

    async def end(self) -> None:
        """Have all of them ask nobody any more; those that do not hear it are ended by their leases."""
        for making in self._making.values():
            making.cancel()
        await asyncio.gather(*(owner.end() for owner in self._owners))

    async def visit(self, origin: Origin, known: VisitState) -> Visit:
        """As ``Visitor.visit``.

        Raises:
            LostInputError: Worker after worker was lost over it.
            SurveyError: There are no workers left.
        """
        if origin.kind == "archive" or (origin.kind != "repository" and service_of(origin.url) is not None):
            return await self._here.visit(origin, known)
        told, started = known.tell(origin.url), now()
        for _ in range(ATTEMPTS):
            owner = await self._owner_of(host_of(origin.url))
            if (visit := await owner.visit(origin, told)) is not None:
                visit.visited_at = started
                return visit
        raise LostInputError(LOST)

    async def _owner_of(self, host: str) -> _Owner:
        """Who asks ``host``; where the lease of the former is over, another."""
        while (owner := self._by_host.get(host)) is None or owner.has_failed.is_set():
            if owner is not None:
                await owner.lost.wait()
            async with self._choosing:
                if self._by_host.get(host) is owner:
                    self._by_host[host] = await self._chosen(host)
        return owner

    async def _chosen(self, host: str) -> _Owner:
        owner = min(await self._able_owners(), key=lambda owner: owner.load)
        owner.load += self._shares.get(host, 1)
        if (left := self._rests_until.get(host, 0.0) - monotonic()) > 0:
            await owner.rest(host, left)
        return owner

    async def _able_owners(self) -> list[_Owner]:
        """Those that can be asked, of the workers that there are by now; once there is one, no other is waited for.

        Raises:
            SurveyError: None came in time.
        """
        given_up = monotonic() + START_SECONDS
        while True:
            await self._engage()
            if able := [owner for owner in self._owners if not owner.has_failed.is_set()]:
                return able
            if monotonic() > given_up:
                raise no_worker(self._cluster, START_SECONDS)
            await asyncio.sleep(LOOK_AGAIN)

    async def _engage(self) -> None:
        """Begin to make an owner on each worker that has none, and take in those that are made.

        Raises:
            SurveyError: There is no scheduler any more, or a worker that cannot work.
        """
        for worker in [worker for worker, making in self._making.items() if making.done()]:
            if (owner := self._making.pop(worker).result()) is not None:
                self._owners.append(owner)
        self._owners = [owner for owner in self._owners if not owner.lost.is_set()]
        workers = await asyncio.to_thread(threads_of, self._cluster)
        for worker in workers.keys() - {owner.worker for owner in self._owners} - self._making.keys():
            self._making[worker] = asyncio.create_task(self._made(worker))

    async def _made(self, worker: str) -> _Owner | None:
        """An owner on a worker; None where that is lost or busy with something else.

        Raises:
            SurveyError: The worker runs another build, has no git or does not see the survey.
        """
        actor = self._cluster.submit(Owner, *self._arguments, actor=True, pure=False, workers=[worker])
        try:
            async with asyncio.timeout(START_SECONDS):
                return _Owner(worker, actor, await self._call(lambda: actor), self._call, self._heard)
        except (TimeoutError, KilledWorker):
            logger.warning("%s: takes no visits", worker)
            return None
        except Exception as error:
            raise cannot_work(error) from error

    def _heard(self, rests: Mapping[str, float]) -> None:
        self._rests_until |= {host: monotonic() + seconds for host, seconds in rests.items()}

    async def _call(self, function: Callable[..., Awaitable[Any]], *arguments: object) -> Any:
        assert self._cluster.loop is not None
        return await call_in(self._cluster.loop.asyncio_loop, function, *arguments)  # type: ignore[attr-defined]


class _Owner:
    """An owner as seen from here, whose lease is renewed until that fails.

    Args:
        worker: Its address.
        held: Dask keeps the actor for as long as this is held.
        actor: The owner there.
        call: Calls what is there.
        heard: Is told for how many seconds hosts rest.
    """

    def __init__(
        self, worker: str, held: object, actor: Any, call: Call, heard: Callable[[Mapping[str, float]], None]
    ) -> None:
        self.worker, self.load = worker, 0
        self._held, self._actor, self._call, self._heard = held, actor, call, heard
        self.has_failed, self.lost = asyncio.Event(), asyncio.Event()
        """Whether it is asked for nothing more, and whether its lease is over."""
        self._waiting: dict[int, asyncio.Future[Visit | None]] = {}
        """By number, the visits that it was asked for, or is to be."""
        self._unsent: list[Asked] = []
        self._has_unsent = asyncio.Event()
        self._working = [asyncio.create_task(self._keep()), asyncio.create_task(self._send())]

    async def visit(self, origin: Origin, told: Told) -> Visit | None:
        """What is found at ``origin``; None where the owner was lost before, once its lease is over."""
        if self.lost.is_set():
            return None
        asked = Asked(next(_numbers), origin, told)
        found: asyncio.Future[Visit | None] = asyncio.get_running_loop().create_future()
        self._waiting[asked.number] = found
        self._unsent.append(asked)
        self._has_unsent.set()
        return await found

    async def rest(self, host: str, seconds: float) -> None:
        """Have it leave ``host`` alone for so long."""
        with self._failing():
            async with asyncio.timeout(TERM):
                await self._call(self._actor.rest, host, seconds)

    async def end(self) -> None:
        """Have it ask nobody any more."""
        if not self.has_failed.is_set():
            self.has_failed.set()
            with suppress(Exception):
                async with asyncio.timeout(TERM):
                    await self._call(self._actor.end)
        for task in self._working:
            task.cancel()

    async def _send(self) -> None:
        """Ask it for the visits that are wanted, as many together as came since the last."""
        while await self._has_unsent.wait() and not self.has_failed.is_set():
            self._has_unsent.clear()
            unsent, self._unsent = self._unsent, []
            with self._failing():
                async with asyncio.timeout(TERM):
                    await self._call(self._actor.begin, unsent)

    async def _keep(self) -> None:
        """Renew its lease and take in what it found, until that fails; then wait until the lease is over."""
        sent = monotonic()
        while not self.has_failed.is_set():
            sent = monotonic()
            with self._failing():
                async with asyncio.timeout(TERM):
                    self._take(await self._call(self._actor.renew))
        await asyncio.sleep(sent + TERM - monotonic())  # its lease began before the last renewal was sent
        self.lost.set()
        self._settle(dict.fromkeys(self._waiting))

    def _take(self, news: News) -> None:
        self._heard(news.rests)
        self._settle(news.done)

    def _settle(self, found: Mapping[int, Visit | None]) -> None:
        for number, visit in found.items():
            if not (waiting := self._waiting.pop(number)).cancelled():
                waiting.set_result(visit)

    @contextmanager
    def _failing(self) -> Iterator[None]:
        """Have it fail where the block does."""
        try:
            yield
        except Exception as error:
            logger.warning("%s: lost: %s: %s", self.worker, type(error).__name__, error)
            self.has_failed.set()


_numbers = count()
"""Of visits that are asked for."""
