"""An origin's head, over git's smart HTTP, protocol v2: one ``ls-refs`` request.

The request needs no advertisement first: a v2 server keeps no state between requests (gitprotocol-v2). A host that
does not answer it as git is asked once more with ``GET``, as for any page.
"""

from __future__ import annotations

from collections.abc import Iterator

import aiohttp
from yarl import URL

from crawler.visits.model import BY_STATUS, Look, Outcome

ANSWER_LIMIT = 1 << 20
"""Bytes read of an answer."""

REDIRECTS = (301, 302, 303, 307, 308)
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
        self.retry_after = float(retry_after) if retry_after and retry_after.isdigit() else None


def _packet(line: str) -> bytes:
    return f"{len(line) + 5:04x}{line}\n".encode()


LS_REFS = b"".join(
    [_packet("command=ls-refs"), b"0001", _packet("symrefs"), _packet("unborn"), _packet("ref-prefix HEAD"), b"0000"]
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
        body = await answer.content.read(ANSWER_LIMIT)
        if answer.content_type != _RESULT:
            return Look(Outcome.PAGE, answer.status, error=f"answers {answer.content_type}, not git")
        return _read_refs(body, answer.status)


async def look_at_page(session: aiohttp.ClientSession, url: str) -> Look:
    """Ask for a page that is no git repository: whether it answers, and where it leads.

    Raises:
        PassingError, aiohttp.ClientError, TimeoutError: Worth another attempt.
    """
    async with session.get(url, allow_redirects=False) as answer:
        return _by_status(answer) or Look(Outcome.PAGE, answer.status)


def _by_status(answer: aiohttp.ClientResponse) -> Look | None:
    status = answer.status
    if status in REDIRECTS and (location := answer.headers.get("Location")):
        return Look(Outcome.MOVED, status, location=str(answer.url.join(URL(location))))
    if status == 429 or status >= 500:
        raise PassingError(status, answer.headers.get("Retry-After"))
    if status in BY_STATUS:
        return Look(BY_STATUS[status], status, error=f"HTTP {status}")
    if status != 200:
        return Look(Outcome.FAILED, status, error=f"HTTP {status}")
    return None


def _read_refs(body: bytes, status: int) -> Look:
    head, branch = None, None
    for line in _packets(body):
        words = line.split()
        if len(words) < 2 or words[1] != "HEAD":
            continue
        head = None if words[0] == "unborn" else words[0]
        branch = next((w.removeprefix("symref-target:refs/heads/") for w in words[2:] if "symref" in w), None)
    if head is None:
        return Look(Outcome.EMPTY, status, branch=branch)
    return Look(None, status, head, branch)


def _packets(body: bytes) -> Iterator[str]:
    position = 0
    while position + 4 <= len(body):
        length = int(body[position : position + 4], 16)
        if length >= 4:
            yield body[position + 4 : position + length].decode("utf-8", "replace")
        position += max(length, 4)
