"""The citations stage: asks one service about every paper that is due and stores its answers.

Papers with a DOI are asked about by DOI, many in a request; those without one, or with one that the service does not
know, by title. One request at a time, at the service's own rate. The run ends where the service refuses the key, asks
for a longer back-off than a run waits, or fails a few times in a row; the next run asks for the remaining papers.
Settings: ``contact``, ``[mirrors]``, ``[tokens]`` of the service's host, and those of ``crawler/http/client.py``.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import aiohttp
import pyarrow.compute as pc

from reprosurvey.crawler.batch_stage import BatchWriter, Schedule, SoleService, due_after
from reprosurvey.crawler.citations import crossref, openalex, semanticscholar
from reprosurvey.crawler.citations.matching import answer_by_doi, answer_by_title, words
from reprosurvey.crawler.citations.works import BATCH, Answer, Outcome, Paper, Request, Service, Source, Work
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.http.client import Client, open_client, read_limited
from reprosurvey.crawler.http.failures import UNANSWERED, reason
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import CITATIONS

SERVICES: Mapping[Source, Service] = {
    Source.OPENALEX: openalex,
    Source.SEMANTIC_SCHOLAR: semanticscholar,
    Source.CROSSREF: crossref,
}

ROWS_A_FILE = 50
"""Answers written at once: what a run that is killed may lose."""

_JSON = {"Content-Type": "application/json", "Accept": "application/json"}
_SYNTAX = frozenset(",|")
"""What a filter reads as a DOI's end; the few DOIs that have one are not asked by."""

Read = TypeVar("Read")


def ask_citations(
    store: Store, config: Config, source: Source, papers: Iterable[Paper], counts: Counter[str], tell: Progress
) -> None:
    """Ask ``source`` about those of ``papers`` that are due; how often each outcome came goes to ``counts``.

    Raises:
        SurveyError: The service ended the run; what it told before is in the store.
    """
    schedule = Schedule(store, CITATIONS, ["venue", "year", "paper"], pc.field("source") == source.value)
    due = [paper for paper in papers if schedule.is_due(*paper.edition, paper.key)]
    rate = min(config.limits.host_rate, SERVICES[source].RATE)
    polite = replace(config, limits=replace(config.limits, host_rate=rate))
    if due:
        with BatchWriter(store, CITATIONS, ROWS_A_FILE, total=len(due), counts=counts, tell=tell) as batch:
            asyncio.run(_Stage(polite, source, batch).run(due))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the ``citations`` table."""

    paper: str
    source: Source
    outcome: Outcome
    asked_by: str
    citations: int | None
    matched_title: str | None
    match_score: float | None
    work: str | None
    doi: str | None
    published: int | None
    error: str | None
    asked_at: datetime
    due_at: datetime


class _Stage:
    def __init__(self, config: Config, source: Source, batch: BatchWriter) -> None:
        self.config, self.source, self.batch = config, source, batch
        self.service = SERVICES[source]
        self.sole = SoleService(self.service.HOST, "[tokens] in survey.toml names the variable of its key")

    async def run(self, papers: Sequence[Paper]) -> None:
        by_doi = [paper for paper in papers if _has_doi(paper)]
        by_title = [paper for paper in papers if not _has_doi(paper)]
        async with open_client(self.config) as client:
            for start in range(0, len(by_doi), BATCH):
                by_title += await self._ask_by_doi(client, by_doi[start : start + BATCH])
            for paper in by_title:
                await self._ask_by_title(client, paper)

    async def _ask_by_doi(self, client: Client, papers: Sequence[Paper]) -> list[Paper]:
        """Those of ``papers`` whose DOI the service does not know."""
        dois = list(dict.fromkeys(paper.doi for paper in papers if paper.doi))

        def read(status: int, body: bytes) -> Mapping[str, Work]:
            return self.service.read_by_doi(status, body, dois)

        works = await self._ask(client, papers, "doi", self.service.request_by_doi(dois), read)
        if works is None:
            return []
        unknown: list[Paper] = []
        for paper in papers:
            if (work := works.get(paper.doi or "")) is None:
                unknown.append(paper)
            else:
                self._add(paper, answer_by_doi(paper, work))
        return unknown

    async def _ask_by_title(self, client: Client, paper: Paper) -> None:
        works: Sequence[Work] | None = ()
        if title := words(paper.title):
            request = self.service.request_by_title(title)
            works = await self._ask(client, [paper], "title", request, self.service.read_by_title)
        if works is not None:
            self._add(paper, answer_by_title(paper, works))

    async def _ask(
        self,
        client: Client,
        papers: Sequence[Paper],
        asked_by: str,
        request: Request,
        read: Callable[[int, bytes], Read],
    ) -> Read | None:
        """What ``read`` makes of the answer; None where none came, which is noted of ``papers``.

        Raises:
            SurveyError: The next request would end no better.
        """
        try:
            told = await self._send(client, request, read)
        except UNANSWERED as error:
            self.sole.require_access(error)
            for paper in papers:
                self._add(paper, Answer(Outcome.FAILED, asked_by, error=reason(error)))
            self.sole.note_failure(error)
            return None
        self.sole.note_answer()
        return told

    async def _send(self, client: Client, request: Request, read: Callable[[int, bytes], Read]) -> Read:
        async def read_answer(answer: aiohttp.ClientResponse) -> Read:
            return read(answer.status, await read_limited(answer))

        key = self.config.tokens.get(self.service.HOST)
        headers = {**_JSON, **(self.service.key_header(key) if key else {})}
        method = "GET" if request.data is None else "POST"
        return await client.ask(request.url, read_answer, method=method, data=request.data, headers=headers)

    def _add(self, paper: Paper, answer: Answer) -> None:
        self.batch.add(_row(paper, self.source, answer), paper.edition)


def _has_doi(paper: Paper) -> bool:
    return bool(paper.doi) and not _SYNTAX.intersection(paper.doi or "")


def _row(paper: Paper, source: Source, answer: Answer) -> _Row:
    asked_at, work = now(), answer.work
    return _Row(
        paper=paper.key,
        source=source,
        outcome=answer.outcome,
        asked_by=answer.asked_by,
        citations=work.citations if work and answer.outcome is Outcome.FOUND else None,
        matched_title=work.title if work else None,
        match_score=answer.score,
        work=work.id if work else None,
        doi=work.doi if work else None,
        published=work.year if work else None,
        error=answer.error,
        asked_at=asked_at,
        due_at=due_after(answer.outcome, asked_at),
    )
