"""Links asked for host by host: each has a queue of its own, and one that fails a few times in a row is left.

Settings: those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from yarl import URL

from reprosurvey.crawler.artifacts.requests import ArtifactVisit, ask_artifact
from reprosurvey.crawler.http.client import Client
from reprosurvey.crawler.http.failures import FailureCount

Note = Callable[[str, ArtifactVisit | None], None]
"""Takes an address with what asking for it came to; None where its host was left."""


async def ask_in_queues(client: Client, urls: Iterable[str], note: Note) -> None:
    """Ask for each of ``urls``, which are distinct."""
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        queues[URL(url).host or ""].append(url)
    async with asyncio.TaskGroup() as workers:
        for queue in queues.values():
            waiting, failures = iter(queue), FailureCount()
            for _ in range(min(len(queue), client.config.limits.host_requests)):
                workers.create_task(_work(client, waiting, failures, note))


async def _work(client: Client, queue: Iterator[str], failures: FailureCount, note: Note) -> None:
    for url in queue:
        if failures.reached_limit:
            note(url, None)
            continue
        visit = await ask_artifact(client, url)
        failures.note(failed=visit.status is None)
        note(url, visit)
