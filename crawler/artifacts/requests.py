"""Asks whether a link to weights or data answers, without downloading what is behind it.

HEAD first; where that does not say that the file is there, a GET for one byte, of which a page's beginning is read.
Redirects are followed here, a bounded number, and only to hosts with a public name.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from yarl import URL

from reprosurvey.crawler.artifacts.availability import (
    Availability,
    Finding,
    Reply,
    address_to_ask,
    judge,
    leads_to_sign_in,
)
from reprosurvey.crawler.http.client import Client, TransientHTTPError, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.store.parquet import now

HOPS_LIMIT = 8
"""Redirects followed from one link."""
BODY_LIMIT = 4096
"""Bytes read of an answer."""
SECONDS = 20.0
"""Seconds that one request may take."""
LINK_SECONDS = 120.0
"""Seconds that one link may take, waits and retries included."""


@dataclass(slots=True)
class ArtifactVisit:
    """One question for one link: a row of the ``artifact_visits`` table."""

    url: str
    outcome: Availability = Availability.FAILED
    status: int | None = None
    size: int | None = None
    content_type: str | None = None
    final_url: str | None = None
    requests: int = 0
    error: str | None = None
    asked_at: datetime = field(default_factory=now)
    due_at: datetime | None = None

    def count(self) -> None:
        """Count a request."""
        self.requests += 1

    def note(self, reply: Reply, finding: Finding) -> None:
        """Take what the last answer says."""
        self.outcome, self.error = finding.outcome, finding.error
        self.status, self.final_url = reply.status, reply.url
        self.content_type, self.size = reply.content_type or None, reply.size


async def ask_artifact(client: Client, url: str) -> ArtifactVisit:
    """Ask whether ``url`` answers; whatever happens is the visit's outcome."""
    visit = ArtifactVisit(url)
    try:
        async with asyncio.timeout(LINK_SECONDS):
            if not await _head(client, visit):
                visit.note(*await _follow(client, visit, "GET"))
    except UNANSWERED as error:
        visit.error = reason(error)
        if isinstance(error, TransientHTTPError):
            visit.status = error.status
    return visit


async def _head(client: Client, visit: ArtifactVisit) -> bool:
    """Whether HEAD says that the file is there, with its size; many hosts answer it with an error of their own."""
    try:
        reply, finding = await _follow(client, visit, "HEAD")
    except TransientHTTPError as error:
        if error.backs_off:
            raise
        return False
    if finding.outcome is not Availability.AVAILABLE or not reply.size:
        return False
    visit.note(reply, finding)
    return True


async def _follow(client: Client, visit: ArtifactVisit, method: str) -> tuple[Reply, Finding]:
    """The answer at the end of the redirects, and what it says."""
    url = address_to_ask(visit.url)
    for _ in range(HOPS_LIMIT):
        reply = await _reply(client, visit, method, url)
        finding = judge(visit.url, reply)
        if reply.location is None or finding.outcome is Availability.AVAILABLE:
            return reply, finding
        if leads_to_sign_in(reply.location):
            return reply, Finding(Availability.FORBIDDEN, f"leads to {reply.location}"[:500])
        if origin_of(str(URL(reply.location).origin())) is None:
            return reply, Finding(Availability.FAILED, f"leads to {reply.location}"[:500])
        url = address_to_ask(reply.location)
    return reply, Finding(Availability.FAILED, "redirects without end")


async def _reply(client: Client, visit: ArtifactVisit, method: str, url: str) -> Reply:
    async def read(answer: aiohttp.ClientResponse) -> Reply:
        body = await read_limited(answer, BODY_LIMIT)
        return Reply(url, answer.status, answer.headers, body, client.location(answer))

    headers = {"Accept-Encoding": "identity"} | ({"Range": "bytes=0-0"} if method == "GET" else {})
    return await client.ask(url, read, method=method, headers=headers, seconds=SECONDS, count=visit.count)
