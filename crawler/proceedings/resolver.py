"""Scrapy's resolver of names, which gives public addresses only, those of trusted places excepted by host and port.

Twisted asks it right before it connects, also of what is an address already. Scrapy setting:
``TWISTED_DNS_RESOLVER``. Settings: ``[mirrors]``.
"""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any, Self

from twisted.internet._resolver import GAIResolver

from reprosurvey.crawler.http.public_addresses import TrustedPlaces, is_public
from reprosurvey.crawler.proceedings.survey import config_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class PublicHostnameResolver(GAIResolver):
    """Resolves by the system. It keeps nothing, for a name may be trusted on one port and not on another."""

    def __init__(self, reactor: Any, trusted: TrustedPlaces) -> None:
        super().__init__(reactor, getaddrinfo=self.look_up)  # type: ignore[arg-type]
        self.reactor, self.trusted = reactor, trusted
        self.refused: set[str] = set()
        """Hosts that led to a local address."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Called by Scrapy."""
        return cls(reactor, TrustedPlaces(config_of(crawler.settings).mirrors.prefixes.values()))

    def install_on_reactor(self) -> None:
        """Called by Scrapy."""
        self.reactor.installNameResolver(self)

    def look_up(self, host: str, port: int, *others: Any) -> Any:
        """As ``socket.getaddrinfo``.

        Raises:
            socket.gaierror: There is no such name, or it leads to a local address. Twisted waits on for good where it
                is another error, as Python's of a label that is empty or too long.
        """
        try:
            found = socket.getaddrinfo(host, port, *others)
        except (OSError, ValueError) as error:
            raise socket.gaierror(str(error)) from error
        if not self.trusted.share(host, port) and not all(is_public(str(each[4][0])) for each in found):
            self.refused.add(host)
            raise socket.gaierror(f"{host} leads to a local address")
        return found
