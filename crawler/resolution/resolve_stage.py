"""The resolve stage: asks of every list of packages that is due whether it resolves on a package index.

Nothing is built, installed or run. A list is asked about again after 90 days, one of which nothing is known at once.
The index's pages are kept in the survey's folder, so that the lists share them. Where an index is not known to be one
and has none of the packages, nothing is stored. Settings: ``package_index``, ``limits.workers``,
``limits.host_requests`` and ``limits.attempts``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import as_completed
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyarrow.compute as pc

from reprosurvey.crawler.batch_stage import FAILED, BatchWriter, Schedule, ServiceFailures, open_threads
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.package_index.confirmation import ConfirmedAnswers
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.resolution.lists import Resolution, resolve_list
from reprosurvey.crawler.resolution.reasons import Reason
from reprosurvey.crawler.resolution.uv import Resolver, UnansweredError, UnreadableListError, open_resolver
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import RESOLUTIONS

RECHECK_AFTER = timedelta(days=90)
"""Between two tries of one list."""
ROWS_A_FILE = 20
"""Answers written at once: what a run that is killed may lose."""
FAILURE_LIMIT = 5
"""Lists in a row of which nothing came to be known, after which the index is left for this run."""

CACHE = "indexcache"
"""The folder of the index's pages, in the survey's."""
RESOLVES, DOES_NOT = "resolves", "does not resolve"
"""The outcomes beside ``failed``."""

ABSENCES = (Reason.NOT_ON_INDEX, Reason.VERSION_GONE)
"""What an address that is no index's seems to say."""


@dataclass(frozen=True, slots=True)
class PackageList:
    """What an installer is told."""

    list: str
    """SHA-256 of the lines."""
    requirements: tuple[str, ...]
    day: datetime | None = None
    """As the index stood then it is resolved; None for the present."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A row of the ``resolutions`` table."""

    list: str
    day: datetime | None
    index: str
    asked_at: datetime
    due_at: datetime
    outcome: str
    python: str | None = None
    packages: int | None = None
    reason: str | None = None
    culprits: tuple[str, ...] | None = None
    obstacles: int | None = None
    error: str | None = None


def known_resolution(
    outcome: str | None, python: str | None, reason: str | None, culprits: Sequence[str] | None
) -> Resolution | None:
    """The resolution that an answer of the ``resolutions`` table tells of; None where nothing is known."""
    if outcome not in (RESOLVES, DOES_NOT):
        return None
    return Resolution(python, reason=Reason(reason) if reason else None, culprits=tuple(culprits or ()))


def resolve_all(
    store: Store, config: Config, lists: Sequence[PackageList], limit: int | None, counts: Counter[str], tell: Progress
) -> None:
    """Ask of those of ``lists`` that are due, at most ``limit``; how often each outcome came goes to ``counts``.

    Raises:
        UsageError: uv is not installed, or no index is set.
        SurveyError: The index ended the run; what it told before is in the store.
    """
    index = index_of(config)
    schedule = Schedule(store, RESOLUTIONS, ["list", "day"], pc.field("index") == index.url)
    due = [listed for listed in lists if schedule.is_due(listed.list, listed.day)][:limit]
    if not due:
        return
    with (
        open_resolver(config, store.path / CACHE) as resolver,
        BatchWriter(store, RESOLUTIONS, ROWS_A_FILE, total=len(due), counts=counts, tell=tell) as batch,
        open_threads(config.limits.workers) as threads,
    ):
        asked = [threads.submit(_ask, resolver, index.url, listed) for listed in due]
        answers = ConfirmedAnswers(index.url, batch, confirmed=is_confirmed(store, index.url))
        failures = ServiceFailures(index.url, FAILURE_LIMIT)
        for done in as_completed(asked):
            answer, is_unreadable = done.result()
            answers.add(answer, is_absence=answer.reason in ABSENCES)
            if not is_unreadable:
                failures.note(answer.error)
    answers.require_index("has no package of {} lists")


def is_confirmed(store: Store, index: str) -> bool:
    """Whether an earlier answer shows that ``index`` is one."""
    answered = (pc.field("index") == index) & (pc.field("outcome") != FAILED)
    return any(reason not in ABSENCES for reason in store.read(RESOLUTIONS, ["reason"], answered)["reason"].to_pylist())


def _ask(resolver: Resolver, index: str, listed: PackageList) -> tuple[_Answer, bool]:
    """The answer, and whether there is none because of the list."""
    asked_at = now()
    try:
        found = resolve_list(resolver, listed.requirements, listed.day)
    except UnansweredError as error:
        answer = _Answer(listed.list, listed.day, index, asked_at, asked_at, FAILED, error=str(error))
        return answer, isinstance(error, UnreadableListError)
    return _of(found, listed, index, asked_at), False


def _of(found: Resolution, listed: PackageList, index: str, asked_at: datetime) -> _Answer:
    return _Answer(
        listed.list,
        listed.day,
        index,
        asked_at,
        asked_at + RECHECK_AFTER,
        RESOLVES if found.python else DOES_NOT,
        python=found.python,
        packages=len(found.packages) if found.python else None,
        reason=found.reason.value if found.reason else None,
        culprits=found.culprits or None,
        obstacles=found.obstacles,
    )
