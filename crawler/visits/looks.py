"""One request for an origin, and what the answer means: a repository's head, or a page and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import aiohttp
from parsel import Selector

from reprosurvey.crawler.git.advertisement import UnsupportedError
from reprosurvey.crawler.git.ls_refs import LsRefsAnswer
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.origins import GIT_HOSTS, origin_of
from reprosurvey.crawler.visits.records import BY_HTTP_STATUS, Look, VisitStatus

LEADS_LIMIT = 20
"""Repositories taken from one page."""


async def look_at_repository(remote: Remote, host: str) -> Look:
    """Ask a repository at ``host`` for its head, or the ref that is looked at. A host of many says at once what it has.

    Raises:
        As ``Client.ask``.
    """
    try:
        look = _look(await remote.head(elsewhere=host not in GIT_HOSTS))
    except UnsupportedError as error:
        return Look(VisitStatus.UNSUPPORTED, 200, error=str(error))
    return replace(look, status=VisitStatus.REF_NOT_FOUND) if remote.ref and look.status is VisitStatus.EMPTY else look


async def look_at_page(client: Client, url: str, count: Callable[[], None]) -> Look:
    """Ask for a page that is no git repository: whether it answers, and where it leads.

    Raises:
        As ``Client.ask``.
    """

    async def read(answer: aiohttp.ClientResponse) -> Look:
        if answer.status != 200:
            return _by_http_status(answer.status, client.location(answer))
        if answer.content_type != "text/html":
            return Look(VisitStatus.PAGE, 200)
        body = await read_limited(answer)
        return Look(VisitStatus.PAGE, 200, leads_to=_repositories(body.decode("utf-8", "replace")))

    return await client.ask(url, read, count=count, with_token=False)


def _look(answer: LsRefsAnswer) -> Look:
    if answer.status != 200:
        return _by_http_status(answer.status, answer.location)
    if answer.error is not None:
        return Look(VisitStatus.FAILED, 200, error=answer.error)
    if answer.head is None:
        return Look(VisitStatus.PAGE, 200, error=f"answers {answer.other_type}, not git")
    status = VisitStatus.EMPTY if answer.head.commit is None else None
    return Look(status, 200, answer.head.commit, answer.head.branch, error=answer.head.note, tips=answer.head.tips)


def _by_http_status(http_status: int, location: str | None) -> Look:
    """What an answer without a body of use tells."""
    if location is not None:
        return Look(VisitStatus.MOVED, http_status, location=location)
    return Look(BY_HTTP_STATUS.get(http_status, VisitStatus.FAILED), http_status, error=f"HTTP {http_status}")


def _repositories(page: str) -> tuple[str, ...]:
    """The repositories that a page links to, in its order."""
    links = (origin_of(link) for link in Selector(page).css("a::attr(href)").getall() if link.startswith("http"))
    found = dict.fromkeys(o.url for o in links if o is not None and o.kind == "repository")
    return tuple(found)[:LEADS_LIMIT]
