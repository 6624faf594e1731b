"""Objects of a repository on the web, by one request each for what is wanted: protocol v2's ``fetch``.

What is asked for is filtered by the host: large blobs, or trees and blobs altogether, are left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import aiohttp

from reprosurvey.crawler.git.pkt_line import PacketError, pack, request
from reprosurvey.crawler.git.repository import Repository
from reprosurvey.crawler.git.smart_http import GIT_HEADERS, GIT_RESULT, git_address
from reprosurvey.crawler.http.client import Client


async def fetch_into(
    repository: Repository,
    client: Client,
    url: str,
    wanted: Sequence[str],
    *,
    options: Sequence[str],
    limit: int,
    seconds: float,
    count: Callable[[], None],
) -> None:
    """Bring the ``wanted`` objects of the repository at ``url``, and what they lead to, into ``repository``.

    Args:
        repository: Takes them in.
        client: The way to the web.
        url: The repository's address.
        wanted: Identifiers of objects.
        options: Further lines of the request: ``deepen 1``, ``filter tree:0``, ``done``, ``have ...``.
        limit: Bytes that the pack may have.
        seconds: How long it may take.
        count: Called for each request.

    Raises:
        NoPackError: Without ``done``: nothing leads from what is held to what is wanted.
        GitError: The host or git says no.
        TooLargeError: The pack exceeds the limit.
        As ``Client.ask``.
    """
    wants = (f"want {name}" for name in wanted)
    body = request("fetch", "ofs-delta", "no-progress", *wants, *options)

    async def read(answer: aiohttp.ClientResponse) -> None:
        if answer.status != 200 or answer.content_type != GIT_RESULT:
            raise PacketError(f"no pack: HTTP {answer.status}, {answer.content_type}")
        await repository.add_pack(pack(answer.content), limit)

    await client.ask(
        git_address(url),
        read,
        method="POST",
        data=body,
        headers=GIT_HEADERS,
        seconds=seconds,
        count=count,
        with_token=False,
    )
