"""An origin's head, over git's smart HTTP, protocol v2: one ``ls-refs`` request.

The request needs no advertisement first: a v2 server keeps no state between requests (gitprotocol-v2).
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from datetime import UTC
from email.utils import parsedate_to_datetime

import aiohttp
from parsel import Selector
from yarl import URL

from crawler.origins import origin_of
from crawler.visits.model import BY_STATUS, Look, Outcome

ANSWER_LIMIT = 1 << 20
"""Bytes read of an answer."""

LEADS_LIMIT = 20
"""Repositories taken from one page."""

REDIRECTS = (301, 302, 303, 307, 308)
_FLUSH = b"0000"
_RESULT = "application/x-git-upload-pack-result"
_HEADERS = {
    "Content-Type": "application/x-git-upload-pack-request",
    "Accept": _RESULT,
    "Git-Protocol": "version=2",
}


class PassingError(Exception):
    """An answer that may be another one when asked again."""

    def __init__(self, status: int, retry_after: str | None) -> None:
        super().__init__(f"HTTP {status}")
        self.status = status
        self.retry_after = _seconds(retry_after) if retry_after else None


def _seconds(retry_after: str) -> float | None:
    """The seconds that a Retry-After asks for, itself a number of them or a date; None where it is neither."""
    if re.fullmatch(r"[0-9]+", retry_after.strip()):
        return float(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, then.replace(tzinfo=then.tzinfo or UTC).timestamp() - time.time())


def _packet(line: str) -> bytes:
    return f"{len(line) + 5:04x}{line}\n".encode()


LS_REFS = b"".join(
    [_packet("command=ls-refs"), b"0001", _packet("symrefs"), _packet("unborn"), _packet("ref-prefix HEAD"), _FLUSH]
)


async def look_at_repository(session: aiohttp.ClientSession, url: str) -> Look:
    """Ask ``url``, a repository's address, for its head.

    Raises:
        PassingError, aiohttp.ClientError, TimeoutError: Worth another attempt.
    """
    async with session.post(
        f"{url}.git/git-upload-pack", data=LS_REFS, headers=_HEADERS, allow_redirects=False
    ) as answer:
        look = _by_status(answer)
        if look is not None:
            return look
        body = await _read(answer.content)
        if answer.content_type != _RESULT:
            return Look(Outcome.PAGE, answer.status, error=f"answers {answer.content_type}, not git")
        return _read_refs(body, answer.status)


async def look_at_page(session: aiohttp.ClientSession, url: str) -> Look:
    """Ask for a page that is no git repository: whether it answers, and where it leads.

    Raises:
        PassingError, aiohttp.ClientError, TimeoutError: Worth another attempt.
    """
    async with session.get(url, allow_redirects=False) as answer:
        look = _by_status(answer)
        if look is not None or answer.content_type != "text/html":
            return look or Look(Outcome.PAGE, answer.status)
        body = await _read(answer.content)
        return Look(Outcome.PAGE, answer.status, leads_to=_repositories(body.decode("utf-8", "replace")))


async def _read(content: aiohttp.StreamReader) -> bytes:
    """All of an answer, however many pieces it comes in, or as much as is allowed."""
    try:
        return await content.readexactly(ANSWER_LIMIT)
    except asyncio.IncompleteReadError as error:
        return error.partial


def _by_status(answer: aiohttp.ClientResponse) -> Look | None:
    status = answer.status
    if status in REDIRECTS and (location := answer.headers.get("Location")):
        return Look(Outcome.MOVED, status, location=str(answer.url.join(URL(location))))
    if status == 429 or status >= 500 or (status == 403 and "Retry-After" in answer.headers):
        raise PassingError(status, answer.headers.get("Retry-After"))
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
        lines = list(_packets(body))
    except ValueError as error:
        return Look(Outcome.FAILED, status, error=str(error))
    for line in lines:
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


def _packets(body: bytes) -> Iterator[str]:
    """The lines of git's answer, up to the packet that ends it.

    Raises:
        ValueError: It is cut off, or no such answer.
    """
    position = 0
    while (head := body[position : position + 4]) != _FLUSH:
        length = int(head, 16) if re.fullmatch(rb"[0-9a-fA-F]{4}", head) else 3
        end = position + max(length, 4)
        if length == 3 or end > len(body):
            raise ValueError(f"git's answer is cut off or damaged at byte {position}")
        if length > 4:
            yield body[position + 4 : end].decode("utf-8", "replace")
        position = end
