"""The HTTP session of the visits: bounded, polite, and never towards this machine's own network.

Addresses come from strangers' papers, and a redirect may point anywhere: a name that resolves to a private, loopback
or otherwise local address is refused, unless it is a mirror's. Settings: ``contact``, ``[mirrors]``.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    retry_if_not_exception_type,
    stop_after_attempt,
)
from tenacity.wait import wait_base, wait_random_exponential
from yarl import URL

from crawler.config import Config
from crawler.visits.heads import PassingError

LONGEST_WAIT = 120.0
"""Seconds waited at most before another attempt, whatever the host asks for."""

TRANSIENT = (PassingError, aiohttp.ClientError, TimeoutError)
"""What may pass when asked again."""


class LocalAddressError(ValueError):
    """A name that leads into this machine's own network."""


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses only; ``trusted`` hosts to any."""

    def __init__(self, trusted: set[str]) -> None:
        self._resolver = aiohttp.ThreadedResolver()
        self._trusted = trusted

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of ``host``.

        Raises:
            LocalAddressError: One of them is not public.
        """
        found = await self._resolver.resolve(host, port, family)
        if host not in self._trusted and not all(ipaddress.ip_address(r["host"]).is_global for r in found):
            raise LocalAddressError(f"{host} leads to a local address")
        return found

    async def close(self) -> None:
        """Nothing is held."""


def open_session(config: Config) -> aiohttp.ClientSession:
    """A session for one run of visits."""
    trusted = {URL(mirror).host or "" for mirror in config.mirrors.prefixes.values()}
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=config.limits.visits, resolver=PublicResolver(trusted)),
        headers={"User-Agent": config.user_agent},
        timeout=aiohttp.ClientTimeout(total=60),
        cookie_jar=aiohttp.DummyCookieJar(),
    )


class wait_as_asked(wait_base):  # noqa: N801  (tenacity's own convention)
    """Waits as long as the host asked for (Retry-After), else exponentially with jitter."""

    def __init__(self) -> None:
        self._otherwise = wait_random_exponential(multiplier=0.5, max=LONGEST_WAIT)

    def __call__(self, retry_state: RetryCallState) -> float:
        """Seconds until the next attempt."""
        error = retry_state.outcome.exception() if retry_state.outcome else None
        asked = error.retry_after if isinstance(error, PassingError) else None
        return min(asked, LONGEST_WAIT) if asked is not None else self._otherwise(retry_state)


def attempts(count: int, before: Callable[[RetryCallState], None]) -> AsyncRetrying:
    """The policy by which a request is tried; ``before`` is called ahead of each attempt."""
    return AsyncRetrying(
        retry=retry_if_exception_type(TRANSIENT) & retry_if_not_exception_type(ValueError),  # as an invalid URL is
        stop=stop_after_attempt(count),
        wait=wait_as_asked(),
        before=before,
        reraise=True,
    )
