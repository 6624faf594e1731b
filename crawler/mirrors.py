"""Where an address is fetched from instead: a company mirror, an archive, the demo. The store keeps the original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Mirrors:
    """Address prefixes and what stands in for each; the longest prefix wins."""

    prefixes: Mapping[str, str] = field(default_factory=dict)

    def fetched_from(self, url: str) -> str:
        """The address to ask for ``url``."""
        return _replace_prefix(url, self.prefixes)

    def original(self, url: str) -> str:
        """The address that ``url`` stands in for; of http and https, which sorts last, the latter."""
        return _replace_prefix(url, {mirror: prefix for prefix, mirror in sorted(self.prefixes.items())})


def _replace_prefix(url: str, prefixes: Mapping[str, str]) -> str:
    for prefix in sorted(prefixes, key=len, reverse=True):
        if url.startswith(prefix) or f"{url}/" == prefix:
            return prefixes[prefix] + url[len(prefix) :]
    return url
