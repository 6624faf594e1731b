"""The artifact stage: every link to weights or data that is due is asked once, what it answers goes to the store.

Each host has a queue of its own. One that gives no answer a few times in a row is not asked again in this run; its
links stay as they were known. Settings: those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from yarl import URL

from reprosurvey.crawler.artifacts.availability import Availability
from reprosurvey.crawler.artifacts.requests import ArtifactVisit, ask_artifact
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.client import Client, open_client
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARTIFACT_VISITS
from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import VisitHistory, next_visit

SILENT_LIMIT = 3
"""Links of a host in a row without any answer, after which the host is left for this run."""
ROWS_A_FILE = 1000

_AS_VISIT = {
    Availability.AVAILABLE: VisitStatus.UNCHANGED,
    Availability.GONE: VisitStatus.NOT_FOUND,
    Availability.FORBIDDEN: VisitStatus.FORBIDDEN,
    Availability.FAILED: VisitStatus.FAILED,
}
"""The outcome of a visit to a repository after which one comes back as soon."""


def ask_all(
    store: Store, config: Config, urls: Iterable[str], *, everything: bool = False, tell: Progress
) -> Counter[str]:
    """Ask those of ``urls`` that are due, or with ``everything`` all; how often each outcome came."""
    known = _known(store)
    time = now()
    due = [u for u in dict.fromkeys(urls) if everything or u not in known or (known[u].due_at or time) <= time]
    return asyncio.run(_Stage(store, config, known, tell).run(due)) if due else Counter()


def _known(store: Store) -> dict[str, VisitHistory]:
    """By address, what earlier runs say of when to ask again."""
    known: dict[str, VisitHistory] = {}
    rows = store.read(ARTIFACT_VISITS, ["url", "outcome", "asked_at", "due_at"]).sort_by("asked_at")
    for batch in rows.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            outcome, past = _AS_VISIT[Availability(row["outcome"])], known.get(row["url"])
            in_vain = 0 if outcome is VisitStatus.UNCHANGED else (past.consecutive_failures if past else 0) + 1
            known[row["url"]] = VisitHistory(outcome, row["asked_at"], row["due_at"], in_vain)
    return known


class _Stage:
    def __init__(self, store: Store, config: Config, known: dict[str, VisitHistory], tell: Progress) -> None:
        self.store, self.config, self.known, self.tell = store, config, known, tell
        self.visits: list[ArtifactVisit] = []
        self.outcomes: Counter[str] = Counter()
        self.silent: Counter[str] = Counter()

    async def run(self, urls: list[str]) -> Counter[str]:
        queues: defaultdict[str, list[str]] = defaultdict(list)
        for url in urls:
            queues[URL(url).host or ""].append(url)
        try:
            async with open_client(self.config) as client, asyncio.TaskGroup() as workers:
                for host, queue in queues.items():
                    waiting = iter(queue)
                    for _ in range(min(len(queue), self.config.limits.host_requests)):
                        workers.create_task(self._work(client, host, waiting, len(urls)))
        finally:
            self._write()
        return self.outcomes

    async def _work(self, client: Client, host: str, queue: Iterator[str], total: int) -> None:
        for url in queue:
            if self.silent[host] >= SILENT_LIMIT:
                self.outcomes["left"] += 1
                continue
            visit = await ask_artifact(client, url)
            self.silent[host] = self.silent[host] + 1 if visit.status is None else 0
            visit.due_at = next_visit(_AS_VISIT[visit.outcome], visit.asked_at, self.known.get(url))
            self.outcomes[visit.outcome.value] += 1
            self.visits.append(visit)
            if len(self.visits) >= ROWS_A_FILE:
                self._write()
            self.tell(self.outcomes.total(), total, self.outcomes[Availability.FAILED])

    def _write(self) -> None:
        visits, self.visits = self.visits, []
        self.store.append(ARTIFACT_VISITS, [asdict(visit) | {"outcome": visit.outcome.value} for visit in visits])
