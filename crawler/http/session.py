"""The HTTP session, which never connects to this machine's own network (``crawler/http/public_addresses.py``).

It holds of names, of addresses that are none, and of what a redirect leads to. Excepted is what stands below a mirror,
or below an address of the caller's choice. Settings: ``contact``, ``[mirrors]``, ``limits.requests``.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.public_addresses import (
    LocalAddressError,
    TrustedPlaces,
    endpoint_of,
    is_public,
    require_public,
)


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses only; the hosts of trusted places, by port, to any."""

    def __init__(self, trusted: TrustedPlaces) -> None:
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
        if not self._trusted.share(host, port) and not all(is_public(r["host"]) for r in found):
            raise LocalAddressError(host)
        return found

    async def close(self) -> None:
        """Nothing is held."""


class _Guard:
    """Lets a request pass to trusted places and public hosts; a name is left to the resolver, which is asked later."""

    def __init__(self, trusted: TrustedPlaces) -> None:
        self._trusted = trusted

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        """Called by aiohttp, which asks no resolver where the host is an address already.

        Raises:
            LocalAddressError: It is not public, or the request is for a trusted place's host and not below that place.
        """
        host, port = endpoint_of(request.url)
        if not self._trusted.have(request.url) and (_is_address(host) or self._trusted.share(host, port)):
            await asyncio.to_thread(require_public, host, port)
        return await handler(request)


def open_session(config: Config, trusted: Iterable[str] = ()) -> aiohttp.ClientSession:
    """A session for one run; what stands below ``trusted`` addresses may be local, as mirrors may."""
    places = TrustedPlaces([*config.mirrors.prefixes.values(), *trusted])
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, resolver=PublicResolver(places)),
        middlewares=[_Guard(places)],
        headers={"User-Agent": config.user_agent},
        cookie_jar=aiohttp.DummyCookieJar(),
    )


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
