"""The artifact stage: requests every link to weights or data that is due and stores what it answers.

Links that were left for this run keep their last known state. Settings: those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping

from reprosurvey.crawler.artifacts.availability import Availability
from reprosurvey.crawler.artifacts.queues import ask_in_queues
from reprosurvey.crawler.artifacts.requests import ArtifactVisit
from reprosurvey.crawler.batch_stage import BatchWriter
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.client import open_client
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.clock import present
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import ARTIFACT_VISITS
from reprosurvey.crawler.visits.records import VisitStatus
from reprosurvey.crawler.visits.schedule import VisitHistory, next_visit

ROWS_A_FILE = 1000

_AS_VISIT = {
    Availability.AVAILABLE: VisitStatus.UNCHANGED,
    Availability.GONE: VisitStatus.NOT_FOUND,
    Availability.FORBIDDEN: VisitStatus.FORBIDDEN,
    Availability.FAILED: VisitStatus.FAILED,
}
"""The outcome of a visit to a repository after which one comes back as soon."""


def ask_all(
    store: Store, config: Config, urls: Iterable[str], *, ignore_schedule: bool = False, tell: Progress
) -> Counter[str]:
    """Ask those of ``urls`` that are due, or with ``ignore_schedule`` all; how often each outcome came."""
    known = _known(store)
    time = present()
    due = [u for u in dict.fromkeys(urls) if ignore_schedule or u not in known or known[u].is_due(time)]
    counts: Counter[str] = Counter()
    if due:
        with BatchWriter(store, ARTIFACT_VISITS, ROWS_A_FILE, total=len(due), counts=counts, tell=tell) as batch:
            asyncio.run(_ask(config, due, known, batch))
    return counts


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


async def _ask(config: Config, urls: list[str], known: Mapping[str, VisitHistory], batch: BatchWriter) -> None:
    def note(url: str, visit: ArtifactVisit | None) -> None:
        if visit is None:
            batch.count("left")
            return
        visit.due_at = next_visit(_AS_VISIT[visit.outcome], visit.asked_at, known.get(url))
        batch.add(visit)

    async with open_client(config) as client:
        await ask_in_queues(client, urls, note)
