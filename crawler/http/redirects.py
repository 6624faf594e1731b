"""Follows redirects on the same host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

import aiohttp
from yarl import URL

from reprosurvey.crawler.http.client import Client
from reprosurvey.crawler.http.json import AnswerError

REDIRECTS_LIMIT = 3
"""Requests for one address, the first included."""

Read = TypeVar("Read")


async def ask_on_host(
    client: Client,
    url: str,
    read: Callable[[aiohttp.ClientResponse], Awaitable[Read]],
    *,
    headers: Mapping[str, str] | None = None,
    with_token: bool = False,
) -> Read:
    """As ``Client.ask``; redirects to the same scheme, host and port are followed, and from http on to https.

    Raises:
        AnswerError: A redirect leads elsewhere, or there are too many.
    """

    async def read_or_redirect(answer: aiohttp.ClientResponse) -> Read | URL:
        location = client.location(answer)
        return await read(answer) if location is None else URL(location)

    asked, first = url, URL(url)
    for _ in range(REDIRECTS_LIMIT):
        found = await client.ask(asked, read_or_redirect, headers=headers, with_token=with_token)
        if not isinstance(found, URL):
            return found
        if found.origin() not in (first.origin(), URL.build(scheme="https", host=first.host or "")):
            raise AnswerError(f"leads to {found}"[:200])
        asked = str(found)
    raise AnswerError(f"leads on and on from {url}"[:200])
