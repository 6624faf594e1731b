"""The HTTP session, which never connects to this machine's own network.

Addresses come from strangers' papers, and a redirect may point anywhere: a name that resolves to a private, loopback
or otherwise local address is refused, unless it is a mirror's or the caller's own choice. Settings: ``contact``,
``[mirrors]``, ``limits.requests``.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from reprosurvey.crawler.config import Config


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


def open_session(config: Config, trusted: Iterable[str] = ()) -> aiohttp.ClientSession:
    """A session for one run; ``trusted`` hosts may be local ones, as mirrors may."""
    mirrors = {URL(mirror).host or "" for mirror in config.mirrors.prefixes.values()}
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0, resolver=PublicResolver(mirrors.union(trusted))),
        headers={"User-Agent": config.user_agent},
        cookie_jar=aiohttp.DummyCookieJar(),
    )
