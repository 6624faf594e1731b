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
from dataclasses import dataclass, fields
from datetime import datetime

from yarl import URL

from reprosurvey.crawler.batch_stage import BatchWriter, Schedule, due_after
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.hosts import github
from reprosurvey.crawler.hosts.github_batches import ask_github
from reprosurvey.crawler.hosts.metadata import Metadata
from reprosurvey.crawler.hosts.rest import ask_host, host_of
from reprosurvey.crawler.http.client import Client, open_client
from reprosurvey.crawler.origins import repository_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import METADATA

ROWS_A_FILE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer(Metadata):
    """A row of the ``metadata`` table."""

    origin: str
    asked_at: datetime
    due_at: datetime


def ask_hosts(
    store: Store, config: Config, origins: Iterable[str], *, ignore_schedule: bool = False, tell: Progress
) -> Counter[str]:
    """Ask about those of ``origins`` that are due, or with ``ignore_schedule`` all; how often each outcome came."""
    schedule = Schedule(store, METADATA, ["origin"])
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for origin in sorted(set(map(repository_of, origins))):
        host = _host(origin)
        if host in config.tokens and (ignore_schedule or schedule.is_due(origin)):
            queues[host].append(origin)
    counts: Counter[str] = Counter()
    if queues:
        total = sum(map(len, queues.values()))
        with BatchWriter(store, METADATA, ROWS_A_FILE, total=total, counts=counts, tell=tell) as batch:
            asyncio.run(_ask_all(config, queues, batch))
    return counts


def _host(origin: str) -> str:
    """The host whose interface is asked about ``origin``; empty where there is none."""
    if github.repository_of(origin) is not None:
        return github.HOST
    host = host_of(origin)
    return URL(host.addresses(origin)[0]).host or "" if host is not None else ""


async def _ask_all(config: Config, queues: Mapping[str, list[str]], batch: BatchWriter) -> None:
    async with open_client(config) as client, asyncio.TaskGroup() as hosts:
        for host, queue in queues.items():
            ask = _ask_github if host == github.HOST else _ask_host
            hosts.create_task(ask(client, queue, batch))


async def _ask_github(client: Client, origins: list[str], batch: BatchWriter) -> None:
    for start in range(0, len(origins), github.BATCH):
        for origin, metadata in (await ask_github(client, origins[start : start + github.BATCH])).items():
            _add(batch, origin, metadata)


async def _ask_host(client: Client, origins: list[str], batch: BatchWriter) -> None:
    for origin in origins:
        host = host_of(origin)
        assert host is not None
        _add(batch, origin, await ask_host(client, host, origin))


def _add(batch: BatchWriter, origin: str, metadata: Metadata) -> None:
    asked_at = now()
    told = {field.name: getattr(metadata, field.name) for field in fields(metadata)}
    batch.add(_Answer(**told, origin=origin, asked_at=asked_at, due_at=due_after(metadata.outcome, asked_at)))
