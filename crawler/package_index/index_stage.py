"""The pins stage: asks a package index for the versions of every package that is due.

One request a package, one at a time. 404 means that the index does not have the package. Where every package is 404,
the address is taken to be no package index, and nothing is stored. The run ends where the index refuses access, asks
for a longer back-off than a run waits, or fails a few times in a row; the next run asks for the remaining packages.
Settings: ``package_index``, ``contact``, ``[mirrors]``, and those of ``crawler/http/client.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import aiohttp
import pyarrow.compute as pc

from reprosurvey.crawler.batch_stage import FAILED, RECHECK_AFTER, BatchWriter, Schedule, SoleService
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.client import Client, open_client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.redirects import ask_on_host
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.package_index.confirmation import ConfirmedAnswers
from reprosurvey.crawler.package_index.indexes import Index
from reprosurvey.crawler.package_index.simple import Project, address, read_project
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import INDEX_ANSWERS

ROWS_A_FILE = 50
"""Answers written at once: what a run that is killed may lose."""
PAGE_LIMIT = 64 << 20
"""Bytes of a project's page; a package with many builds has a page of some megabytes."""

_NO_SUCH_PACKAGE = (404, 410)


def ask_index(
    store: Store, config: Config, index: Index, packages: Iterable[str], counts: Counter[str], tell: Progress
) -> None:
    """Ask about those of ``packages`` that are due; how often each outcome came goes to ``counts``.

    Raises:
        SurveyError: The index ended the run; what it told before is in the store.
    """
    of_index = pc.field("index") == index.url
    schedule = Schedule(store, INDEX_ANSWERS, ["package"], of_index)
    due = [package for package in packages if schedule.is_due(package)]
    confirmed = store.read(INDEX_ANSWERS, ["outcome"], of_index & (pc.field("outcome") == "found")).num_rows > 0
    if due:
        with BatchWriter(store, INDEX_ANSWERS, ROWS_A_FILE, total=len(due), counts=counts, tell=tell) as batch:
            asyncio.run(_Stage(index, batch, confirmed=confirmed).run(config, due))


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row of the ``index_answers`` table."""

    package: str
    index: str
    asked_at: datetime
    due_at: datetime
    outcome: str
    versions: list[str] | None = None
    yanked: list[str] | None = None
    error: str | None = None


class _Stage:
    def __init__(self, index: Index, batch: BatchWriter, *, confirmed: bool) -> None:
        self.index = index
        self.answers = ConfirmedAnswers(index.url, batch, confirmed=confirmed)
        self.sole = SoleService(index.url, "its address in package_index may hold user:password@")

    async def run(self, config: Config, packages: Sequence[str]) -> None:
        async with open_client(config, trusted=[self.index.url]) as client:
            for package in packages:
                await self._ask(client, package)
        self.answers.require_index("has none of {} packages")

    async def _ask(self, client: Client, package: str) -> None:
        asked_at = now()
        answer = partial(_Answer, package, self.index.url, asked_at)
        try:
            project = await self._project(client, package)
        except UNANSWERED as error:
            self.sole.require_access(error)
            self.answers.add(answer(asked_at, FAILED, error=reason(error)), is_absence=False)
            self.sole.note_failure(error)
            return
        self.sole.note_answer()
        due_at = asked_at + RECHECK_AFTER
        if project is None:
            self.answers.add(answer(due_at, "not found"), is_absence=True)
        else:
            found = answer(due_at, "found", sorted(project.versions), sorted(project.yanked))
            self.answers.add(found, is_absence=False)

    async def _project(self, client: Client, package: str) -> Project | None:
        """What the index has of a package; None where it has no such one. Redirects on the same host are followed.

        Raises:
            RefusedError: The index answers, but not with what was asked for.
            AnswerError: The answer is no page of a project.
            As ``Client.ask``.
        """

        async def read(answer: aiohttp.ClientResponse) -> Project | None:
            if answer.status in _NO_SUCH_PACKAGE:
                return None
            if answer.status != 200:
                raise RefusedError(answer.status)
            body = await read_limited(answer, PAGE_LIMIT)
            if len(body) == PAGE_LIMIT:
                raise AnswerError(f"a page of more than {PAGE_LIMIT} bytes")
            return read_project(answer.content_type, body)

        url = address(self.index.url, package)
        return await ask_on_host(client, url, read, headers=self.index.headers)
