"""The pins stage: a package index is asked for the versions of every package that is due.

One request a package, one at a time. An index that has no such package says so (404), which is a fact; where it says so
of every package, the address is not believed to be an index's, and nothing is stored. One that refuses, asks for a
longer rest than a run waits, or gives no answer a few times in a row ends the run: the next one asks for the rest.
Settings: ``package_index``, ``contact``, ``[mirrors]``, and those of ``crawler/http/client.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pyarrow.compute as pc
from yarl import URL

from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.http.client import Client, open_client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, RefusedError, reason
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.rate_limit import BackoffError
from reprosurvey.crawler.http.redirects import ask_on_host
from reprosurvey.crawler.package_index.simple import ACCEPT, Project, address, read_project
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import INDEX_ANSWERS

RECHECK_AFTER = timedelta(days=30)
"""Between two questions about a package; one that failed is due at once."""
FAILURE_LIMIT = 3
"""Requests in a row without an answer, after which the index is left for this run."""
ROWS_A_FILE = 50
"""Answers written at once: what a run that is killed may lose."""
PAGE_LIMIT = 64 << 20
"""Bytes of a project's page; a package with many builds has a page of some megabytes."""

_NO_SUCH_PACKAGE = (404, 410)
_REFUSED = (401, 403)


@dataclass(frozen=True, slots=True)
class Index:
    """A package index by its address, which holds no password, and the headers to ask it with."""

    url: str
    headers: dict[str, str]


def index_of(config: Config) -> Index:
    """The index that the settings name.

    Raises:
        UsageError: They name none, or none on the web.
    """
    if not config.package_index:
        raise UsageError(
            "no package index to ask: set package_index in survey.toml, or PIP_INDEX_URL, to a simple index's address"
        )
    try:
        url = URL(config.package_index)
    except ValueError:
        url = URL()
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError("package_index, or PIP_INDEX_URL, must be an http or https address of a simple index")
    headers = {"Accept": ACCEPT}
    if login := aiohttp.BasicAuth.from_url(url):
        headers["Authorization"] = login.encode()
    return Index(str(url.with_user(None)).rstrip("/"), headers)


def ask_index(
    store: Store, config: Config, index: Index, packages: Iterable[str], counts: Counter[str], tell: Progress
) -> None:
    """Ask about those of ``packages`` that are due; how often each outcome came goes to ``counts``.

    Raises:
        SurveyError: The index ended the run; what it told before is in the store.
    """
    started = now()
    rows = store.read(INDEX_ANSWERS, ["package", "outcome", "asked_at", "due_at"], pc.field("index") == index.url)
    rows = rows.sort_by("asked_at")
    due_at: dict[str, datetime] = dict(zip(rows["package"].to_pylist(), rows["due_at"].to_pylist(), strict=True))
    due = [package for package in packages if due_at.get(package, started) <= started]
    stage = _Stage(store, index, counts, tell, believed="found" in rows["outcome"].to_pylist())
    if due:
        asyncio.run(stage.run(config, due))


class _Stage:
    def __init__(self, store: Store, index: Index, counts: Counter[str], tell: Progress, *, believed: bool) -> None:
        self.store, self.index, self.counts, self.tell, self.believed = store, index, counts, tell, believed
        self.rows: list[dict[str, Any]] = []
        self.doubted: list[dict[str, Any]] = []
        """What the index says that it has not, as long as nothing shows that it is one."""
        self.silent = 0

    async def run(self, config: Config, packages: Sequence[str]) -> None:
        try:
            async with open_client(config, trusted=[URL(self.index.url).host or ""]) as client:
                for package in packages:
                    self._add(await self._ask(client, package))
                    self.tell(self.counts.total(), len(packages), self.counts["failed"])
                    self._end_where_silent()
        finally:
            self._write()
        if self.doubted:
            raise SurveyError(
                f"{self.index.url} has none of {len(self.doubted)} packages: package_index must be the address "
                "below which a simple index has a page for each package"
            )

    async def _ask(self, client: Client, package: str) -> dict[str, Any]:
        asked_at = now()
        row: dict[str, Any] = {"package": package, "index": self.index.url, "asked_at": asked_at}
        try:
            project = await self._project(client, package)
        except UNANSWERED as error:
            if isinstance(error, RefusedError) and error.status in _REFUSED:
                raise SurveyError(
                    f"{self.index.url} refuses: {reason(error)}; its address in package_index may hold user:password@"
                ) from None
            self.silent = FAILURE_LIMIT if isinstance(error, BackoffError) else self.silent + 1
            return row | {"outcome": "failed", "error": reason(error), "due_at": asked_at}
        self.silent = 0
        row["due_at"] = asked_at + RECHECK_AFTER
        if project is None:
            return row | {"outcome": "not found"}
        return row | {"outcome": "found", "versions": sorted(project.versions), "yanked": sorted(project.yanked)}

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
        return await ask_on_host(client, url, read, headers=self.index.headers, with_token=False)

    def _add(self, row: dict[str, Any]) -> None:
        self.counts[row["outcome"]] += 1
        self.believed = self.believed or row["outcome"] == "found"
        if row["outcome"] == "not found" and not self.believed:
            self.doubted.append(row)
            return
        self.rows.append(row)
        if self.believed:
            self.rows += self.doubted
            self.doubted = []
        if len(self.rows) >= ROWS_A_FILE:
            self._write()

    def _end_where_silent(self) -> None:
        if self.silent >= FAILURE_LIMIT:
            raise SurveyError(
                f"{self.index.url} does not answer: {self.rows[-1]['error']}; the same command asks for the rest"
            )

    def _write(self) -> None:
        if self.rows:
            self.store.append(INDEX_ANSWERS, self.rows)
            self.rows = []
