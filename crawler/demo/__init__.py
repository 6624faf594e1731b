"""A small proceedings site with papers and repositories, made and served on this machine, to be surveyed offline.

Nothing in it is real: neither papers, nor people, nor repositories. The survey reaches it through mirrors, by the very
code that surveys the web.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reprosurvey.crawler.demo.papers import VOLUMES
from reprosurvey.crawler.demo.projects import REPOSITORIES, WEIGHTS_HOST
from reprosurvey.crawler.demo.repositories import advance_repositories, write_repositories
from reprosurvey.crawler.demo.server import Request, Server
from reprosurvey.crawler.demo.site import HOST, volume_url, write_site

__all__ = ["HOSTS", "INDEX_URLS", "DemoSite", "Request", "advance", "make", "serve"]

HOSTS = (HOST, WEIGHTS_HOST, "github.com", "gitlab.com", "codeberg.org")
"""Every host that the demo stands in for."""

INDEX_URLS = {volume.year: volume_url(volume) for volume in VOLUMES}
"""Year to the address of the volume's index."""


@dataclass(frozen=True)
class DemoSite:
    """The demo while it is served."""

    base: str
    """The server's address, which ends in a slash."""
    mirrors: dict[str, str]
    """Address prefix to where it is served."""
    index_urls: dict[int, str]
    """Year to the address of the volume's index."""
    requests: list[Request]
    """What was asked for so far."""
    repositories: Path
    """The folder of the bare repositories."""

    def advance(self) -> None:
        """Let time pass (see :func:`advance`)."""
        advance(self.repositories.parent)


def make(folder: Path) -> None:
    """Write the demo into ``folder``, which must not hold one yet."""
    write_site(folder / "site")
    write_repositories(folder / "repositories", REPOSITORIES)


def advance(folder: Path) -> None:
    """Let time pass in the demo that was made in ``folder``: what changes between two visits has changed."""
    advance_repositories(folder / "repositories", REPOSITORIES)


@contextmanager
def serve(folder: Path) -> Iterator[DemoSite]:
    """Serve the demo that was made in ``folder`` until the context ends."""
    repositories = folder / "repositories"
    server = Server(
        folder / "site",
        repositories,
        statuses={_place(r.address): r.status for r in REPOSITORIES if r.status != 200},
        moved={_place(r.address): _place(r.moved_to) for r in REPOSITORIES if r.moved_to},
    )
    with server.run() as base:
        mirrors = {f"{scheme}://{host}/": f"{base}{host}/" for host in HOSTS for scheme in ("http", "https")}
        yield DemoSite(base, mirrors, dict(INDEX_URLS), server.requests, repositories)


def _place(address: str) -> str:
    return address.removeprefix("https://")
