"""An origin's head, over git's smart HTTP, protocol v2: one ``ls-refs`` request.

The request needs no advertisement first: a v2 server keeps no state between requests (gitprotocol-v2).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import aiohttp
from parsel import Selector

from reprosurvey.crawler.git.pkt_line import PacketError, lines, request
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.visits.records import BY_STATUS, Look, Outcome

LEADS_LIMIT = 20
"""Repositories taken from one page."""

GIT_RESULT = "application/x-git-upload-pack-result"
GIT_HEADERS = {
    "Content-Type": "application/x-git-upload-pack-request",
    "Accept": GIT_RESULT,
    "Git-Protocol": "version=2",
}
LS_REFS = request("ls-refs", "symrefs", "unborn", "ref-prefix HEAD")


def git_address(url: str) -> str:
    """Where a repository's packs are asked for."""
    return f"{url}.git/git-upload-pack"


async def look_at_repository(client: Client, url: str, count: Callable[[], None]) -> Look:
    """Ask ``url``, a repository's address, for its head.

    Raises:
        As ``Client.ask``.
    """

    async def read(answer: aiohttp.ClientResponse) -> Look:
        if (look := _by_status(client, answer)) is not None:
            return look
        body = await read_limited(answer)
        if answer.content_type != GIT_RESULT:
            return Look(Outcome.PAGE, answer.status, error=f"answers {answer.content_type}, not git")
        return _read_refs(body, answer.status)

    return await client.ask(
        git_address(url), read, method="POST", data=LS_REFS, headers=GIT_HEADERS, count=count, with_token=False
    )


async def look_at_page(client: Client, url: str, count: Callable[[], None]) -> Look:
    """Ask for a page that is no git repository: whether it answers, and where it leads.

    Raises:
        As ``Client.ask``.
    """

    async def read(answer: aiohttp.ClientResponse) -> Look:
        look = _by_status(client, answer)
        if look is not None or answer.content_type != "text/html":
            return look or Look(Outcome.PAGE, answer.status)
        body = await read_limited(answer)
        return Look(Outcome.PAGE, answer.status, leads_to=_repositories(body.decode("utf-8", "replace")))

    return await client.ask(url, read, count=count, with_token=False)


def _by_status(client: Client, answer: aiohttp.ClientResponse) -> Look | None:
    status = answer.status
    if (location := client.location(answer)) is not None:
        return Look(Outcome.MOVED, status, location=location)
    if status in BY_STATUS:
        return Look(BY_STATUS[status], status, error=f"HTTP {status}")
    if status != 200:
        return Look(Outcome.FAILED, status, error=f"HTTP {status}")
    return None


def _repositories(page: str) -> tuple[str, ...]:
    """The repositories that a page links to, in its order."""
    links = (origin_of(link) for link in Selector(page).css("a::attr(href)").getall() if link.startswith("http"))
    found = dict.fromkeys(o.url for o in links if o is not None and o.kind == "repository")
    return tuple(found)[:LEADS_LIMIT]


def _read_refs(body: bytes, status: int) -> Look:
    head, branch = None, None
    try:
        refs = list(lines(body))
    except PacketError as error:
        return Look(Outcome.FAILED, status, error=str(error))
    for line in refs:
        words = line.split()
        if line.startswith("ERR "):
            return Look(Outcome.FAILED, status, error=f"git says: {line[4:].strip()}"[:500])
        if len(words) < 2 or words[1] != "HEAD":
            continue
        if not re.fullmatch(r"unborn|[0-9a-f]{40,64}", words[0]):
            return Look(Outcome.FAILED, status, error=f"a head that is no commit: {words[0][:80]!r}")
        head = None if words[0] == "unborn" else words[0]
        branch = next((w.removeprefix("symref-target:refs/heads/") for w in words[2:] if "symref" in w), None)
    if head is None:
        return Look(Outcome.EMPTY, status, branch=branch)
    return Look(None, status, head, branch)
