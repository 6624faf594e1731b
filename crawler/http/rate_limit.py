"""When a host may be asked: how many requests at once, how many a second, and never while it rests.

A host that says "too many" rests as long as it asks for, and only it: others go on. One that asks for a longer rest
than a run waits is not asked again in this run. Settings: ``limits.requests``, ``limits.host_requests``,
``limits.host_rate``, ``limits.rest_seconds``.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from reprosurvey.crawler.config import Limits

JITTER = 0.1
"""Share of a rest that is added at random, so that not all who wait ask at the same moment."""


class RestingError(Exception):
    """The host wants a longer rest than this run waits."""


@dataclass
class _Host:
    slots: asyncio.Semaphore
    next_at: float = 0.0
    """Earliest time of the next request, by the monotonic clock, as the rate allows."""
    rests_until: float = field(default=0.0)


class Manners:
    """One run's bookkeeping of who may be asked when. ``alone``: hosts that get one request at a time (a token's)."""

    def __init__(self, limits: Limits, alone: Collection[str] = ()) -> None:
        self._limits = limits
        self._alone = alone
        self._all = asyncio.Semaphore(limits.requests)
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for the turn to ask ``host``; one request fits into the block.

        Raises:
            RestingError: The host rests for longer than a run waits.
        """
        state = self._host(host)
        async with state.slots:
            await self._pace(state)
            await self._rest(state, host)
            async with self._all:
                yield

    def rest(self, host: str, seconds: float) -> None:
        """Do not ask ``host`` for so many seconds (a negative number is none)."""
        state = self._host(host)
        state.rests_until = max(state.rests_until, time.monotonic() + max(0.0, seconds))

    def _host(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(asyncio.Semaphore(1 if host in self._alone else self._limits.host_requests))
        return self._hosts[host]

    async def _pace(self, state: _Host) -> None:
        now = time.monotonic()
        turn = max(now, state.next_at)
        state.next_at = turn + 1 / self._limits.host_rate
        if turn > now:
            await asyncio.sleep(turn - now)

    async def _rest(self, state: _Host, host: str) -> None:
        known = None
        while state.rests_until != known and (rest := state.rests_until - time.monotonic()) > 0:
            known = state.rests_until
            if rest > self._limits.rest_seconds:
                raise RestingError(f"{host} asks for a rest of {rest:.0f} s; visit again later")
            await asyncio.sleep(rest * (1 + random.random() * JITTER))
