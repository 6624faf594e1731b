"""Limits requests to each host: how many at once, how many a second, and none while it is backed off.

A host that answers "too many requests" is backed off for as long as it asks; other hosts are not affected. A host that
asks for longer than ``limits.rest_seconds`` is not asked again in this run. A request whose answer does not come on
gives back its place among those of all hosts, so that slow hosts hold no other up. Settings: ``limits.requests``,
``limits.host_requests``, ``limits.host_rate``, ``limits.rest_seconds``.
"""

from __future__ import annotations

import asyncio
import logging
import math
import random
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from reprosurvey.crawler.config import Limits

logger = logging.getLogger(__name__)

JITTER = 0.1
"""Share of a back-off that is added at random, so that not all waiting requests are sent at the same moment."""


class BackoffError(Exception):
    """The host asks for a longer back-off than this run waits."""


class Slots:
    """Places for what may be under way at the same time."""

    def __init__(self, number: int) -> None:
        self._semaphore = asyncio.Semaphore(number)

    @asynccontextmanager
    async def hold(self) -> AsyncIterator[Callable[[], None]]:
        """Wait for a place and keep it as long as the block runs, or until what it gives is called."""
        await self._semaphore.acquire()
        is_held = True

        def give_back() -> None:
            nonlocal is_held
            if is_held:
                is_held = False
                self._semaphore.release()

        try:
            yield give_back
        finally:
            give_back()


@dataclass(slots=True)
class _Host:
    slots: asyncio.Semaphore
    next_at: float = 0.0
    """Earliest time of the next request that the rate allows (monotonic clock, seconds)."""
    backed_off_until: float = 0.0
    """Monotonic clock, seconds."""


class RateLimiter:
    """The rate limits of one run. ``alone``: hosts that get one request at a time, as those with a token do."""

    def __init__(self, limits: Limits, alone: Collection[str] = ()) -> None:
        self._limits = limits
        self._alone = alone
        self._all = Slots(limits.requests)
        self._hosts: dict[str, _Host] = {}
        self.until = math.inf
        """Nothing is asked after that (monotonic clock, seconds)."""
        self.news = asyncio.Event()
        """Set where a host asks for a rest, for whoever passes that on."""

    @asynccontextmanager
    async def acquire(self, host: str) -> AsyncIterator[Callable[[], None]]:
        """Wait until ``host`` may be asked; the block makes one request, and calls what it is given if that stalls.

        Raises:
            BackoffError: The host asks for a longer back-off than this run waits, or nothing more is asked.
        """
        state = self._host(host)
        async with state.slots:
            await self._pace(state)
            await self._wait_out(state, host)
            async with self._all.hold() as stalled:
                if time.monotonic() >= self.until:
                    raise BackoffError("the time is over for which hosts may be asked from here")
                yield stalled

    def back_off(self, host: str, seconds: float) -> None:
        """Send ``host`` nothing for so many seconds; a negative number counts as 0."""
        logger.warning("%s: backed off for %.0f s, as it asks", host, max(0.0, seconds))
        state = self._host(host)
        state.backed_off_until = max(state.backed_off_until, time.monotonic() + max(0.0, seconds))
        self.news.set()

    def rests(self) -> dict[str, float]:
        """By host, for how many seconds more it is sent nothing, as it asked."""
        now = time.monotonic()
        return {host: left for host, state in self._hosts.items() if (left := state.backed_off_until - now) > 0}

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(1 if host in self._alone else self._limits.host_requests))
        return self._hosts[host]

    async def _pace(self, state: _Host) -> None:
        now = time.monotonic()
        scheduled = max(now, state.next_at)
        state.next_at = scheduled + 1 / self._limits.host_rate
        if scheduled > now:
            await asyncio.sleep(scheduled - now)

    async def _wait_out(self, state: _Host, host: str) -> None:
        """Wait until the host's back-off is over, also where it grows meanwhile."""
        waited_for = None
        while state.backed_off_until != waited_for and (left := state.backed_off_until - time.monotonic()) > 0:
            waited_for = state.backed_off_until
            if left > self._limits.rest_seconds:
                logger.warning("%s: request skipped, backed off for %.0f s more", host, left)
                raise BackoffError(f"{host} asks for a rest of {left:.0f} s; visit again later")
            await asyncio.sleep(left * (1 + random.random() * JITTER))
