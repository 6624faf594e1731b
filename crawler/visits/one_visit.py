"""One repository looked at once, of which nothing is kept. Settings: those of ``crawler/visits/snapshots.py``."""

from __future__ import annotations

from reprosurvey.crawler.http.client import Client
from reprosurvey.crawler.origins import Origin, origin_of
from reprosurvey.crawler.visits.previous_visits import NothingKnown
from reprosurvey.crawler.visits.records import HOPS_LIMIT, VisitStatus
from reprosurvey.crawler.visits.visitor import Visit, Visitor


async def visit_once(client: Client, origin: Origin) -> Visit:
    """The visit at the end of the redirects that begin at ``origin``; whatever happens is its status."""
    visitor, known = Visitor(client, None), NothingKnown()
    for _ in range(HOPS_LIMIT):
        visit = await visitor.visit(origin, known)
        if visit.moved_to is None:
            return visit
        target = origin_of(visit.moved_to)
        if target is None:
            return Visit(visit.moved_to, VisitStatus.FAILED, error="no address on the web")
        origin = target
    return Visit(origin.url, VisitStatus.FAILED, error="redirects without end")
