"""The head of a repository on the web: one ``ls-refs`` request of protocol v2.

The request needs no advertisement first: a v2 server keeps no state between requests (gitprotocol-v2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from reprosurvey.crawler.git.pkt_line import PacketError, lines, request
from reprosurvey.crawler.git.smart_http import GIT_HEADERS, GIT_RESULT, git_address
from reprosurvey.crawler.http.client import Client, read_limited

LS_REFS = request("ls-refs", "symrefs", "unborn", "ref-prefix HEAD")


@dataclass(frozen=True, slots=True)
class Head:
    """What ``HEAD`` points to."""

    commit: str | None
    """None where there is no commit yet."""
    branch: str | None


@dataclass(frozen=True, slots=True)
class LsRefsAnswer:
    """A host's answer; of the fields after the status at most one is set."""

    status: int
    """Of HTTP."""
    location: str | None = None
    """Where a redirect leads."""
    head: Head | None = None
    other_type: str | None = None
    """The content type of a 200 that is no git answer."""
    error: str | None = None
    """Why a git answer could not be read."""


async def ls_refs(client: Client, url: str, count: Callable[[], None]) -> LsRefsAnswer:
    """Ask the repository at ``url`` for its head; ``count`` is called for each request.

    Raises:
        As ``Client.ask``.
    """

    async def read(answer: aiohttp.ClientResponse) -> LsRefsAnswer:
        if answer.status != 200:
            return LsRefsAnswer(answer.status, location=client.location(answer))
        body = await read_limited(answer)
        if answer.content_type != GIT_RESULT:
            return LsRefsAnswer(200, other_type=answer.content_type)
        try:
            return LsRefsAnswer(200, head=parse_head(body))
        except PacketError as error:
            return LsRefsAnswer(200, error=str(error))

    return await client.ask(
        git_address(url), read, method="POST", data=LS_REFS, headers=GIT_HEADERS, count=count, with_token=False
    )


def parse_head(body: bytes) -> Head:
    """The head that the answer to ``ls-refs`` lists; one without a commit where it lists none.

    Raises:
        PacketError: The answer is damaged, lists no commit as head, or git says no.
    """
    head = Head(None, None)
    for line in list(lines(body)):
        if line.startswith("ERR "):
            raise PacketError(f"git says: {line[4:].strip()}"[:500])
        words = line.split()
        if words[1:2] == ["HEAD"]:
            head = Head(_commit(words[0]), _branch(words[2:]))
    return head


def _commit(name: str) -> str | None:
    if not re.fullmatch(r"unborn|[0-9a-f]{40,64}", name):
        raise PacketError(f"a head that is no commit: {name[:80]!r}")
    return None if name == "unborn" else name


def _branch(attributes: list[str]) -> str | None:
    return next((a.removeprefix("symref-target:refs/heads/") for a in attributes if "symref" in a), None)
