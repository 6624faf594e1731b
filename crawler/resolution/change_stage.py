"""Asks the repositories' histories when their lists of packages were changed last: as of that day a list is resolved.

A commit's history does not change, so that an answer holds for good; what failed is asked again. Settings: those of
``crawler/http/client.py``, ``limits.pack_bytes``, ``limits.visit_seconds`` and ``limits.snapshots``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from reprosurvey.crawler.batch_stage import FAILED, BatchWriter, Schedule
from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.git.history import changed_at
from reprosurvey.crawler.git.remote import Remote
from reprosurvey.crawler.git.repository import GitError
from reprosurvey.crawler.http.client import Client, open_client
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.origins import repository_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import LIST_CHANGES
from reprosurvey.crawler.visits.probes import look_at_repository

ROWS_A_FILE = 50
"""Answers written at once: what a run that is killed may lose."""

_FOR_GOOD = timedelta(days=36_500)
"""Until an answer that holds for good is due."""


class ListAt(NamedTuple):
    """A list of packages at a commit."""

    origin: str
    head: str
    path: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row of the ``list_changes`` table."""

    origin: str
    head: str
    path: str
    outcome: str
    requests: int
    asked_at: datetime
    due_at: datetime
    changed_at: datetime | None = None
    error: str | None = None


def ask_changes(store: Store, config: Config, lists: Sequence[ListAt], counts: Counter[str], tell: Progress) -> None:
    """Ask of those of ``lists`` that are due; how often each outcome came goes to ``counts``."""
    schedule = Schedule(store, LIST_CHANGES, ListAt._fields)
    due = [listed for listed in lists if schedule.is_due(*listed)]
    if due:
        with BatchWriter(store, LIST_CHANGES, ROWS_A_FILE, total=len(due), counts=counts, tell=tell) as batch:
            asyncio.run(_run(config, due, batch))


async def _run(config: Config, due: Sequence[ListAt], batch: BatchWriter) -> None:
    at_once = asyncio.Semaphore(config.limits.snapshots)

    async def work(client: Client, listed: ListAt) -> None:
        async with at_once:
            batch.add(await _ask(client, listed, config.limits))

    async with open_client(config) as client, asyncio.TaskGroup() as workers:
        for listed in due:
            workers.create_task(work(client, listed))


async def _ask(client: Client, listed: ListAt, limits: Limits) -> _Answer:
    asked_at, requests = now(), Counter[str]()
    repository, count = repository_of(listed.origin), partial(requests.update, "1")
    remote = Remote(client, repository, count)
    try:
        await look_at_repository(remote, client, repository, count)  # tells what the server speaks
        changed = await changed_at(
            remote, listed.head, listed.path, limit=limits.pack_bytes, seconds=limits.visit_seconds
        )
    except (*UNANSWERED, GitError) as error:
        return _Answer(*listed, FAILED, requests.total(), asked_at, asked_at, error=reason(error))
    outcome = "found" if changed else "not found"
    return _Answer(*listed, outcome, requests.total(), asked_at, asked_at + _FOR_GOOD, changed)
