"""A worker's part in visits by a cluster: it asks the hosts that it is given, for as long as its lease runs.

Whoever hands out the visits (``owners.py``) renews the lease every few seconds. Where that stays away, be it that he or
the way to him was lost, everything under way is broken off before he may give the hosts to another.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import TypeVar
from weakref import WeakValueDictionary

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.http.rate_limit import RateLimiter
from reprosurvey.crawler.isolated import GRACE
from reprosurvey.crawler.locations import Location
from reprosurvey.crawler.origins import Origin
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.previous_visits import Told
from reprosurvey.crawler.visits.visit_state import VisitState
from reprosurvey.crawler.visits.visitor import Visit, Visitor
from reprosurvey.crawler.workers import require_build

BEATS = 6
"""How often a lease is renewed before it would be over."""
TOGETHER = 0.01
"""Seconds after the first news that are waited for more."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Asked:
    """A visit that is wanted. ``number``: by which its result is told."""

    number: int
    origin: Origin
    told: Told


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the last renewal."""

    done: Mapping[int, Visit]
    """By number."""
    rests: Mapping[str, float]
    """By host, for how many seconds it is left alone, as it asked."""


class Owner:
    """An actor of Dask's: what a worker does for one survey. One that is made later takes the place of the former.

    Args:
        wanted: The build that must run here.
        config: Contact, limits and mirrors; tokens stay with who hands out the visits.
        survey: Where the survey stands, which is only read.
        as_of: The day to look at; None for the present.
        term: Seconds for which the lease runs without being renewed.

    Raises:
        RuntimeError: Another build runs here.
        SurveyError: There is no git here, or no such survey.
    """

    def __init__(
        self, wanted: Mapping[str, str], config: Config, survey: Location, as_of: datetime | None, term: float
    ) -> None:
        require_build(wanted)
        require_git()
        store = Store.open(survey)
        with _changing:
            if (former := _asking.pop(survey, None)) is not None:
                former.end()
            self._asking = _asking[survey] = _Asking(config, store, as_of, term)

    async def begin(self, visits: Sequence[Asked]) -> None:
        """Look at some origins.

        Raises:
            RuntimeError: The lease is over.
        """
        await self._asking.call(self._asking.begin, visits)

    async def renew(self) -> News:
        """Go on for another term; what happened, as soon as something has, or after a while.

        Raises:
            RuntimeError: The lease is over.
        """
        return await self._asking.call(self._asking.renew)

    async def rest(self, host: str, seconds: float) -> None:
        """Send ``host`` nothing for so long, as it asked its owner before this one."""
        await self._asking.call(self._asking.rest, host, seconds)

    def end(self) -> None:
        """Ask nobody any more."""
        self._asking.end()


class _Asking:
    """Visits in a thread of their own, so that the worker's own is free to hear and to answer."""

    def __init__(self, config: Config, store: Store, as_of: datetime | None, term: float) -> None:
        self._config, self._store, self._as_of, self._term = config, store, as_of, term
        self._answered_at = monotonic()
        """When the last renewal was answered: the next proves that its sender was there by then."""
        self._limiter: RateLimiter
        self._visitor: Visitor
        self._loop: asyncio.AbstractEventLoop
        self._over: asyncio.Event
        self._under_way: set[asyncio.Task[None]] = set()
        self._done: dict[int, Visit] = {}
        self._renewing = asyncio.Lock()
        self._started = threading.Event()
        self.thread = threading.Thread(target=asyncio.run, args=(self._serve(),), daemon=True, name="visits")
        self.thread.start()
        if not self._started.wait(GRACE):
            raise RuntimeError(f"no visit could begin within {GRACE:.0f} s")

    async def call(self, function: Callable[..., Awaitable[Answer]], *arguments: object) -> Answer:
        """What a function gives in that thread.

        Raises:
            RuntimeError: The lease is over.
        """
        if self._over.is_set():
            raise RuntimeError("its lease is over")
        return await call_in(self._loop, function, *arguments)

    async def begin(self, visits: Sequence[Asked]) -> None:
        """As ``Owner.begin``."""
        for asked in visits:
            task = asyncio.create_task(self._visit(asked))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    async def _visit(self, asked: Asked) -> None:
        try:
            visit = await self._visitor.visit(asked.origin, VisitState.told(self._store, asked.told))
        except Exception:  # whatever is not a visit's outcome is this worker's end
            self._over.set()
            raise
        if monotonic() < self._limiter.until:
            self._done[asked.number] = visit
            self._limiter.news.set()

    async def renew(self) -> News:
        """As ``Owner.renew``."""
        self._limiter.until = self._answered_at + self._term
        async with self._renewing:
            with suppress(TimeoutError):
                async with asyncio.timeout(self._term / BEATS):
                    await self._limiter.news.wait()
                    await asyncio.sleep(TOGETHER)
            self._limiter.news.clear()
            done, self._done = self._done, {}
            self._answered_at = monotonic()
            return News(done, self._limiter.rests())

    async def rest(self, host: str, seconds: float) -> None:
        """As ``Owner.rest``."""
        self._limiter.back_off(host, seconds)

    def end(self) -> None:
        """Break off what is under way."""
        with suppress(RuntimeError):  # it has ended already
            self._loop.call_soon_threadsafe(self._over.set)
        self.thread.join(GRACE)

    async def _serve(self) -> None:
        self._loop, self._over = asyncio.get_running_loop(), asyncio.Event()
        async with open_client(self._config) as client:
            self._visitor, self._limiter = Visitor(client, self._as_of), client.rate_limiter
            self._limiter.until = self._answered_at + self._term
            self._started.set()
            await self._lease()
            for visit in self._under_way:
                visit.cancel()
            await asyncio.gather(*self._under_way, return_exceptions=True)
            self._limiter.news.set()
            async with self._renewing:  # which was to be answered
                pass

    async def _lease(self) -> None:
        """Wait until the lease is over."""
        while not self._over.is_set() and (left := self._limiter.until - monotonic()) > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._over.wait()
        self._over.set()


async def call_in(
    loop: asyncio.AbstractEventLoop, function: Callable[..., Awaitable[Answer]], *arguments: object
) -> Answer:
    """What an asynchronous function gives in ``loop``, which runs in another thread."""

    async def call() -> Answer:
        return await function(*arguments)

    return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(call(), loop))


_asking = WeakValueDictionary[Location, _Asking]()
"""By survey, what asks for it on this worker."""
_changing = threading.Lock()
