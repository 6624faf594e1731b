"""One visit: ask an origin for its head, take a snapshot where that is new."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from tenacity import RetryCallState

from crawler.config import Config
from crawler.origins import Origin, origin_of
from crawler.store import now
from crawler.visits.clones import CloneError, TooLargeError, take_snapshot
from crawler.visits.heads import PassingError, look_at_page, look_at_repository
from crawler.visits.model import Look, Outcome, Taken
from crawler.visits.network import TRANSIENT, attempts


@dataclass(slots=True)
class Visit:
    """One look at one origin: a row of the ``visits`` table, and the snapshot that came with it."""

    origin: str
    outcome: Outcome
    visited_at: datetime = field(default_factory=now)
    status: int | None = None
    head: str | None = None
    branch: str | None = None
    moved_to: str | None = None
    leads_to: tuple[str, ...] | None = None
    requests: int = 0
    error: str | None = None
    taken: Taken | None = None


class Visitor:
    """Looks at origins with one session. ``heads``: origin to the commit of its last snapshot."""

    def __init__(self, session: aiohttp.ClientSession, config: Config, heads: Mapping[str, str]) -> None:
        self._session = session
        self._config = config
        self._heads = heads

    async def visit(self, origin: Origin) -> Visit:
        """Ask for the origin's head, and take a snapshot where it is not the last one's."""
        visit = Visit(origin.url, Outcome.FAILED)

        def count(state: RetryCallState) -> None:
            visit.requests += 1

        ask = look_at_repository if origin.kind == "repository" else look_at_page
        address = self._config.mirrors.fetched_from(origin.url)
        look = Look(Outcome.FAILED)
        try:
            async for attempt in attempts(self._config.limits.attempts, count):
                with attempt:
                    look = await ask(self._session, address)
        except (*TRANSIENT, OSError, ValueError) as error:
            visit.error = (str(error) if isinstance(error, PassingError) else f"{type(error).__name__}: {error}")[:500]
            visit.status = getattr(error, "status", None)
            return visit
        visit.status, visit.head, visit.branch, visit.error = look.status, look.head, look.branch, look.error
        if look.location is not None:
            self._note_target(visit, look.location)
        elif look.outcome is not None:
            visit.outcome, visit.leads_to = look.outcome, look.leads_to
        elif look.head == self._heads.get(origin.url):
            visit.outcome = Outcome.UNCHANGED
        else:
            await self._take(visit, address)
        return visit

    def _note_target(self, visit: Visit, location: str) -> None:
        target = origin_of(self._config.mirrors.original(location).removesuffix("/git-upload-pack"))
        if target is None:
            visit.error = f"leads to {location}"[:500]
        elif target.url == visit.origin:  # a slash at the end, or http to https: the page is there
            visit.outcome, visit.error = Outcome.PAGE, f"leads to {location}"[:500]
        else:
            visit.outcome, visit.moved_to = Outcome.MOVED, target.url

    async def _take(self, visit: Visit, address: str) -> None:
        try:
            visit.taken = await take_snapshot(address, self._config.limits, self._config.user_agent)
        except TooLargeError as error:
            visit.outcome, visit.error = Outcome.TOO_LARGE, str(error)
        except TimeoutError:
            visit.error = f"no snapshot within {self._config.limits.visit_seconds} s"
        except CloneError as error:
            visit.error = str(error)
        else:
            visit.outcome, visit.head = Outcome.FULL, visit.taken.head
