"""Scrapy's resolver of names, which gives public addresses only, those of trusted places excepted by host and port.

Twisted asks it right before it connects, also of what is an address already. Scrapy setting:
``TWISTED_DNS_RESOLVER``. Settings: ``[mirrors]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from scrapy.resolver import CachingHostnameResolver

from reprosurvey.crawler.http.public_addresses import TrustedPlaces, is_public
from reprosurvey.crawler.proceedings.survey import config_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IHostResolution


class _PublicAddresses:
    """Twisted's receiver, to which it hands on what was resolved, or nothing where one of it is not public."""

    def __init__(self, receiver: Any, host: str, refused: set[str]) -> None:
        self.receiver, self.host, self.refused = receiver, host, refused
        self.addresses: list[Any] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        """Called by Twisted."""
        self.receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        """Called by Twisted."""
        self.addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        """Called by Twisted."""
        if all(is_public(address.host) for address in self.addresses):
            for address in self.addresses:
                self.receiver.addressResolved(address)
        else:
            self.refused.add(self.host)
        self.receiver.resolutionComplete()


class PublicHostnameResolver(CachingHostnameResolver):
    """Resolves by the system, and keeps what it found."""

    def __init__(self, reactor: ReactorBase, cache_size: int) -> None:
        super().__init__(reactor, cache_size)
        self.trusted = TrustedPlaces([])
        self.refused: set[str] = set()
        """Hosts that led to a local address."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Called by Scrapy."""
        resolver = super().from_crawler(crawler, reactor)
        resolver.trusted = TrustedPlaces(config_of(crawler.settings).mirrors.prefixes.values())
        return resolver

    def resolveHostName(self, receiver: Any, hostName: str, portNumber: int = 0, *others: Any) -> Any:  # noqa: N802, N803
        """Called by Twisted."""
        if not self.trusted.share(hostName, portNumber):
            receiver = _PublicAddresses(receiver, hostName, self.refused)
        return super().resolveHostName(receiver, hostName, portNumber, *others)
