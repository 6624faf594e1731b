"""The assess stage: every criterion over the papers that are new or changed, in Dask workers, from the store alone.

The store is asked once for all that is due, and each paper and repository brings its own rows to a worker. The papers
come first, then the repositories that are theirs, each once. A verdict goes to the store where it is new or another
than the last. What judging breaks off over is unknown, with the reason. Settings: ``limits.item_seconds``, and
those of the workers (``crawler/cluster.py``).
"""

from __future__ import annotations

import logging
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from distributed import Client

from reprosurvey.analysis.assessment.changes import changes
from reprosurvey.analysis.assessment.inputs import (
    OwnAddresses,
    OwnerInputs,
    PaperInputs,
    RepositoryInputs,
    papers_due,
    repositories_due,
)
from reprosurvey.analysis.assessment.judging import (
    judge_paper,
    judge_repository,
    paper_unjudged,
    repository_unjudged,
)
from reprosurvey.analysis.assessment.records import PaperKey, Results
from reprosurvey.analysis.assessment.rows import Rows, Writer, rows_of
from reprosurvey.analysis.assessment.schedule import choose_due
from reprosurvey.analysis.criteria.has_repository import Repository
from reprosurvey.crawler.cluster import open_cluster
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.isolated import Bounds
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.workers import run_over

logger = logging.getLogger(__name__)

TASK_ITEMS, TASK_CHARACTERS = 25, 1 << 20
"""Papers or repositories that one task judges at most, and their text, unless a single one has more."""


BROKEN_OFF = "judging broke off"
"""How it is counted where a paper or a repository could not be judged to its end."""

Item = TypeVar("Item", PaperInputs, RepositoryInputs)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is new of some papers, and the own addresses of one that was judged by itself."""

    papers: list[tuple[PaperKey, Rows]]
    own: Sequence[Repository] = ()
    broken_off: bool = False


def assess(store: Store, config: Config, *, force: bool, tell: Progress) -> Counter[str]:
    """Judge the papers whose inputs or rules are new, or with ``force`` every one; how often each outcome is new."""
    outcomes: Counter[str] = Counter()
    with connect(store) as database, closing(Writer(store)) as writer:
        if not (count := choose_due(database, force=force)):
            return outcomes
        with open_cluster(config, count) as client:
            done = 0
            for answer in _answers(
                database, store, count, partial(_judged, client, now(), Bounds(config.limits.item_seconds))
            ):
                for key, rows in answer.papers:
                    writer.add(key, rows)
                    outcomes.update(row["outcome"] for row in rows["verdicts"])
                    done += len(rows["assessments"])
                outcomes += Counter({BROKEN_OFF: int(answer.broken_off)})
                tell(done, count, outcomes[BROKEN_OFF])
    return outcomes


def _answers(
    database: duckdb.DuckDBPyConnection,
    store: Store,
    count: int,
    judged: Callable[[Iterator[Any]], Iterator[tuple[Any, Answer]]],
) -> Iterator[Answer]:
    """Of the papers that are due, then of the repositories that are theirs."""
    own = OwnAddresses()
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        for paper, answer in judged(papers_due(database, store, count, Path(folder))):
            own.add(paper, answer.own)
            yield answer
        repositories = repositories_due(database, store, own, Path(folder))
        for _, answer in judged(repositories):
            yield answer


def _judged(client: Client, time: datetime, bounds: Bounds, inputs: Iterator[Item]) -> Iterator[tuple[Item, Answer]]:
    for item, answer in run_over(client, partial(_judge, time), inputs, _weight, bounds):
        if isinstance(answer, Exception):
            why = f"{type(answer).__name__}: {answer}"
            logger.warning("%s: judging broke off: %s", _named(item), why)
            yield item, _broken_off(time, item, why)
        else:
            yield item, answer


def _weight(item: PaperInputs | RepositoryInputs) -> float:
    """The part of a task that it fills."""
    if isinstance(item, PaperInputs):
        texts = [page.text for page in item.manuscript.pages]
    else:
        texts = [file.text or "" for taken in item.snapshots.values() for file in taken.files.values()]
    return max(sum(map(len, texts)) / TASK_CHARACTERS, 1 / TASK_ITEMS)


def _judge(time: datetime, item: PaperInputs | RepositoryInputs) -> Answer:
    """What a worker does."""
    if isinstance(item, PaperInputs):
        results, own = judge_paper(item)
        return Answer([_new(item, results, time, done=not own)], own)
    return Answer([_new(owner, results, time) for owner, results in judge_repository(item)])


def _broken_off(time: datetime, item: PaperInputs | RepositoryInputs, why: str) -> Answer:
    if isinstance(item, PaperInputs):
        return Answer([_new(item, paper_unjudged(item, why), time)], broken_off=True)
    unjudged = [_new(owner, results, time) for owner, results in repository_unjudged(item, why)]
    return Answer(unjudged, broken_off=True)


def _new(
    judged: PaperInputs | OwnerInputs, results: Results, time: datetime, *, done: bool = True
) -> tuple[PaperKey, Rows]:
    return judged.key, rows_of(changes(results, judged.stored), judged.key, time, done=done)


def _named(item: PaperInputs | RepositoryInputs) -> str:
    if isinstance(item, PaperInputs):
        return f"{item.key.edition[0]} {item.key.edition[1]} {item.key.paper}"
    return item.owners[0].own[0].origin
