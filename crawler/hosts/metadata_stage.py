"""The hosts stage: what the interfaces of GitHub, GitLab, Zenodo and Hugging Face tell of what was visited.

An interface is asked only where the survey's owner set a token for its host in ``[tokens]`` (``api.github.com``,
``gitlab.com`` and any ``gitlab.*``, ``zenodo.org``, ``huggingface.co``), also those that would answer without: nothing
that is judged rests on it. Each host is asked one request at a time. Settings: ``[tokens]`` and those of
``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from yarl import URL

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.hosts import github
from reprosurvey.crawler.hosts.github_batches import ask_github
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.hosts.rest import ask_host, host_of
from reprosurvey.crawler.http.client import Client, open_client
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import METADATA
from reprosurvey.crawler.visits.records import VisitStatus

AGAIN = timedelta(days=30)
"""Between two answers about an origin; a thirtieth of a request buys one, so no schedule is kept."""

ROWS_A_FILE = 1000


def ask_hosts(
    store: Store, config: Config, origins: Iterable[str], *, everything: bool = False, tell: Progress
) -> Counter[str]:
    """Ask about those of ``origins`` that are due, or with ``everything`` all; how often each outcome came."""
    started = now()
    due = {} if everything else _due(store)
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for origin in sorted(set(origins)):
        host = _host(origin)
        if host in config.tokens and due.get(origin, started) <= started:
            queues[host].append(origin)
    return asyncio.run(_Stage(store, config, tell).run(queues)) if queues else Counter()


def _host(origin: str) -> str:
    """The host whose interface is asked about ``origin``; empty where there is none."""
    if github.repository_of(origin) is not None:
        return github.HOST
    host = host_of(origin)
    return URL(host.addresses(origin)[0]).host or "" if host is not None else ""


def _due(store: Store) -> dict[str, datetime]:
    """By origin, when to ask again, by the latest row."""
    rows = store.read(METADATA, ["origin", "asked_at", "due_at"]).sort_by("asked_at")
    return dict(zip(rows["origin"].to_pylist(), rows["due_at"].to_pylist(), strict=True))


class _Stage:
    def __init__(self, store: Store, config: Config, tell: Progress) -> None:
        self.store, self.config, self.tell = store, config, tell
        self.rows: list[dict[str, Any]] = []
        self.outcomes: Counter[str] = Counter()
        self.total = 0

    async def run(self, queues: Mapping[str, list[str]]) -> Counter[str]:
        self.total = sum(map(len, queues.values()))
        try:
            async with open_client(self.config) as client, asyncio.TaskGroup() as hosts:
                for host, queue in queues.items():
                    ask = self._ask_github if host == github.HOST else self._ask_host
                    hosts.create_task(ask(client, queue))
        finally:
            self._write()
        return self.outcomes

    async def _ask_github(self, client: Client, origins: list[str]) -> None:
        for start in range(0, len(origins), github.BATCH):
            batch = origins[start : start + github.BATCH]
            for origin, metadata in (await ask_github(client, batch)).items():
                self._add(origin, metadata)

    async def _ask_host(self, client: Client, origins: list[str]) -> None:
        for origin in origins:
            host = host_of(origin)
            assert host is not None
            self._add(origin, await ask_host(client, host, origin))

    def _add(self, origin: str, metadata: Metadata) -> None:
        asked_at = now()
        due_at = asked_at if metadata.outcome is VisitStatus.FAILED else asked_at + AGAIN
        self.rows.append(asdict(metadata) | {"origin": origin, "asked_at": asked_at, "due_at": due_at})
        self.outcomes[metadata.outcome.value] += 1
        self.tell(self.outcomes.total(), self.total, self.outcomes[VisitStatus.FAILED])
        if len(self.rows) >= ROWS_A_FILE:
            self._write()

    def _write(self) -> None:
        rows, self.rows = self.rows, []
        self.store.append(METADATA, rows)
