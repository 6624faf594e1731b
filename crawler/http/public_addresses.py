"""Which network addresses are public: the one rule of both HTTP clients, asked of the address that is connected to.

Addresses come from strangers, and a name or a redirect may lead to this machine or its network. Excepted is what a
person set, as a mirror is: below that address, and nowhere else on its host. Settings: ``[mirrors]``.
"""

from __future__ import annotations

import socket
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network

from yarl import URL

_TRANSLATED = "64:ff9b::/96 64:ff9b:1::/48 2001::/32 2002::/16 ::/96".split()
"""IPv6 addresses that hold one of IPv4, to which somebody translates or tunnels: NAT64, Teredo, 6to4."""
_RESERVED = "fec0::/10 3fff::/20 5f00::/16 192.88.99.0/24".split()
"""Site-local addresses of old, examples, segment routing, relays of 6to4: what older Pythons take for global."""
_NOT_PUBLIC = tuple(map(ip_network, (*_TRANSLATED, *_RESERVED)))

Endpoint = tuple[str, int]
"""Host and port."""


class LocalAddressError(ValueError):
    """An address that leads into this machine's own network."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} leads to a local address")


def is_public(address: str) -> bool:
    """Whether an address of IPv4 or IPv6, perhaps with its zone (``fe80::1%eth0``), is one of the public network.

    Raises:
        ValueError: It is neither.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.is_global and not found.is_multicast and not any(found in network for network in _NOT_PUBLIC)


def endpoint_of(url: URL) -> Endpoint:
    """Whom a request for ``url`` connects to; its host as it goes over the wire."""
    return url.raw_host or "", url.port or 0


class TrustedPlaces:
    """Addresses that a person set. What stands below one of them may be on this machine."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._places = [URL(address) for address in addresses]
        self._endpoints = set(map(endpoint_of, self._places))

    def have(self, address: str | URL) -> bool:
        """Whether ``address`` has the scheme, host and port of one of them, and stands below its path."""
        try:
            url = URL(address)
        except ValueError:
            return False
        asked = (url.scheme, endpoint_of(url))
        below = (place.raw_path for place in self._places if (place.scheme, endpoint_of(place)) == asked)
        return url.raw_path.startswith(tuple(below)) and ".." not in url.path.split("/")

    def share(self, host: str, port: int) -> bool:
        """Whether one of them is on this host and port."""
        return (host, port) in self._endpoints


def require_public(host: str, port: int) -> None:
    """Resolve a host's name, which takes a while.

    Raises:
        LocalAddressError: One of its addresses is not public.
        OSError: It has none.
    """
    if not all(is_public(str(found[4][0])) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)):
        raise LocalAddressError(host)
