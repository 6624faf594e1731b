"""One request for an origin, and what the answer means: a repository's head, or a page and where it leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import aiohttp
from parsel import Selector

from reprosurvey.crawler.forges import git_addresses
from reprosurvey.crawler.git.advertisement import DeniedError, UnsupportedError
from reprosurvey.crawler.git.ls_refs import LsRefsAnswer
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.http.client import Client, read_limited
from reprosurvey.crawler.origins import GIT_HOSTS, host_of, origin_of, repository_of
from reprosurvey.crawler.refs_and_paths import summary_on_gitweb
from reprosurvey.crawler.visits.records import BY_HTTP_STATUS, Look, VisitStatus

LEADS_LIMIT = 20
"""Repositories taken from one page."""

_NO_GIT = (VisitStatus.NOT_FOUND, VisitStatus.FORBIDDEN, VisitStatus.PAGE, VisitStatus.UNSUPPORTED)
"""How a look ends after which the page of the same address may tell more."""
_CLONED_FROM = (
    "link[rel~=vcs-git]::attr(href)",  # cgit
    "tr.metadata_url td:last-child::text",  # gitweb
)
"""Where a page says from where its repository is cloned."""


async def look_at_repository(remote: Remote, client: Client, repository: str, count: Callable[[], None]) -> Look:
    """Ask a repository for its head, or the ref that is looked at.

    A host of many says at once what it has. Of any other the page at the same address is asked, too, where git does not
    answer.

    Raises:
        As ``Client.ask``.
    """
    elsewhere = host_of(repository) not in GIT_HOSTS
    try:
        look = _look(await remote.head(elsewhere=elsewhere))
    except UnsupportedError as error:
        look = Look(VisitStatus.UNSUPPORTED, 200, error=str(error))
    except DeniedError as error:
        return Look(VisitStatus.FORBIDDEN, 200, error=str(error))
    if elsewhere and look.status in _NO_GIT:
        return _told_by_page(look, await _page_of(client, repository, count), repository)
    return replace(look, status=VisitStatus.REF_NOT_FOUND) if remote.ref and look.status is VisitStatus.EMPTY else look


async def _page_of(client: Client, repository: str, count: Callable[[], None]) -> Look:
    """The page at a repository's address, with or without ``.git``."""
    for url in git_addresses(repository):
        page = await look_at_page(client, url, count)
        if page.status is VisitStatus.MOVED and repository_of(page.location or "") == repository:
            continue
        if page.status is not VisitStatus.NOT_FOUND:
            break
    return page


def _told_by_page(look: Look, page: Look, repository: str) -> Look:
    """What the ``page`` adds to a ``look`` that found no git: where it is cloned from, or that one has to log in."""
    if page.status is VisitStatus.MOVED:
        target = origin_of(page.location or "")
        return page if target and target.kind == "repository" and target.repository != repository else look
    if page.status is VisitStatus.FORBIDDEN or (page.status is VisitStatus.PAGE and look.http_status in (401, 403)):
        return Look(VisitStatus.FORBIDDEN, look.http_status, error=f"{look.error}: it asks for a login")
    if page.status is VisitStatus.NOT_FOUND or look.status is VisitStatus.UNSUPPORTED:
        return look
    return replace(page, error=look.error or page.error)


async def look_at_page(client: Client, url: str, count: Callable[[], None]) -> Look:
    """Ask for a page that is no git repository: whether it answers, and where it leads; of one of gitweb, its summary.

    Raises:
        As ``Client.ask``.
    """

    async def read(answer: aiohttp.ClientResponse) -> Look:
        if answer.status == 401:
            return Look(VisitStatus.FORBIDDEN, 401, error="HTTP 401")
        if answer.status != 200:
            return _by_http_status(answer.status, client.location(answer))
        if answer.content_type != "text/html":
            return Look(VisitStatus.PAGE, 200)
        body = await read_limited(answer)
        return _by_page(url, Selector(body.decode("utf-8", "replace"), type="html"))

    return await client.ask(summary_on_gitweb(url), read, count=count)


def _by_page(url: str, page: Selector) -> Look:
    """What a page tells: from where its repository is cloned, else the repositories that it links to."""
    told = (origin_of(address) for address in page.css(", ".join(_CLONED_FROM)).getall() if address.startswith("http"))
    cloned_from = next((origin.url for origin in told if origin is not None and origin.kind == "repository"), None)
    if cloned_from is not None and cloned_from != url:
        return Look(VisitStatus.MOVED, 200, location=cloned_from)
    if page.css("meta[name=generator][content^=gitweb]") and page.css("table.projects_list .metadata_desc, .page_nav"):
        return Look(VisitStatus.UNSUPPORTED, 200, error="shown by gitweb, which does not say from where it is cloned")
    return Look(VisitStatus.PAGE, 200, leads_to=_repositories(page))


def _look(answer: LsRefsAnswer) -> Look:
    if answer.status != 200:
        return _by_http_status(answer.status, answer.location)
    if answer.error is not None:
        return Look(VisitStatus.FAILED, 200, error=answer.error)
    if answer.head is None:
        return Look(VisitStatus.PAGE, 200, error=f"answers {answer.other_type}, not git")
    status = VisitStatus.EMPTY if answer.head.commit is None else None
    head = answer.head
    return Look(status, 200, head.commit, head.branch, error=head.note, is_default=head.is_default, tips=head.tips)


def _by_http_status(http_status: int, location: str | None) -> Look:
    """What an answer without a body of use tells."""
    if location is not None:
        return Look(VisitStatus.MOVED, http_status, location=location)
    return Look(BY_HTTP_STATUS.get(http_status, VisitStatus.FAILED), http_status, error=f"HTTP {http_status}")


def _repositories(page: Selector) -> tuple[str, ...]:
    """The repositories that a page links to, in its order."""
    links = (origin_of(link) for link in page.css("a::attr(href)").getall() if link.startswith("http"))
    found = dict.fromkeys(o.url for o in links if o is not None and o.kind == "repository")
    return tuple(found)[:LEADS_LIMIT]
