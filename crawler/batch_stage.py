"""What the stages share that ask services: what is due, threads, rows in batches, counts, progress, failure limits."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import Field, asdict
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol, Self

import pyarrow.compute as pc
import pyarrow.dataset as ds

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.http.failures import FAILURE_LIMIT, FailureCount, reason
from reprosurvey.crawler.http.rate_limit import BackoffError
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.clock import present
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import Table

logger = logging.getLogger(__name__)

RECHECK_AFTER = timedelta(days=30)
"""Between two requests about one thing; one that failed is due at once."""

FAILED = "failed"
"""The outcome of a request that brought no answer."""


def due_after(outcome: str, asked_at: datetime) -> datetime:
    """When to ask again after ``outcome``."""
    return asked_at if outcome == FAILED else asked_at + RECHECK_AFTER


class Schedule:
    """What is due, by the latest row of each key in ``table``; what has no row is due."""

    def __init__(self, store: Store, table: Table, key: Sequence[str], where: ds.Expression | None = None) -> None:
        rows = store.read(table, [*key, "asked_at", "due_at"], where).sort_by("asked_at")
        self._now = present()
        rows = rows.filter(pc.field("asked_at") <= self._now)  # by a clock that was ahead nothing is put off
        keys = zip(*(rows[name].to_pylist() for name in key), strict=True)
        self._due_at: dict[tuple[Any, ...], datetime] = dict(zip(keys, rows["due_at"].to_pylist(), strict=True))

    def is_due(self, *key: str | int | datetime | None) -> bool:
        """Whether to ask about ``key`` now."""
        due_at = self._due_at.get(key, self._now)
        if due_at > self._now:
            logger.info("%s: skipped, due at %s", " ".join(map(str, key)), f"{due_at:%Y-%m-%d %H:%M} UTC")
        return due_at <= self._now


class Record(Protocol):
    """A row: a dataclass whose fields are the table's columns."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def outcome(self) -> str:
        """How asking ended."""


@contextmanager
def open_threads(count: int) -> Iterator[ThreadPoolExecutor]:
    """Threads; what they have not begun when the block ends is left undone."""
    with ThreadPoolExecutor(count) as threads:
        try:
            yield threads
        finally:
            threads.shutdown(cancel_futures=True)


class BatchWriter:
    """Counts outcomes, tells the progress and appends rows to ``table``, ``size`` at a time and when the block ends."""

    def __init__(
        self, store: Store, table: Table, size: int, *, total: int, counts: Counter[str], tell: Progress
    ) -> None:
        self._store, self._table, self._size = store, table, size
        self._total, self._counts, self._tell = total, counts, tell
        self._rows: defaultdict[Edition | None, list[Record]] = defaultdict(list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._write()

    def add(self, row: Record, edition: Edition | None = None) -> None:
        """Count ``row`` by its outcome and keep it."""
        self.count(row.outcome)
        self.keep(row, edition)

    def count(self, outcome: str) -> None:
        """Count something done and tell the progress."""
        self._counts[str(outcome)] += 1
        self._tell(self._counts.total(), self._total, self._counts[FAILED])

    def keep(self, row: Record, edition: Edition | None = None) -> None:
        """Keep ``row`` for the next file (of ``edition`` in a partitioned table)."""
        self._rows[edition].append(row)
        if sum(map(len, self._rows.values())) >= self._size:
            self._write()

    def _write(self) -> None:
        while self._rows:
            edition, rows = self._rows.popitem()
            self._store.append(self._table, [asdict(row) for row in rows], edition)


class ServiceFailures:
    """Failures in a row of the one service that a run asks. The run ends where the next request would end no better."""

    def __init__(self, name: str, limit: int = FAILURE_LIMIT) -> None:
        self._name, self._failures = name, FailureCount(limit)

    def note(self, error: str | None, *, is_last: bool = False) -> None:
        """Note why a request brought no answer, None where it did; ``is_last``: whether one such is enough.

        Raises:
            SurveyError: It was one too many.
        """
        self._failures.note(failed=error is not None)
        if error is not None and (is_last or self._failures.reached_limit):
            raise SurveyError(f"{self._name} does not answer: {error}; the same command asks for the rest")


class SoleService:
    """The one service that a run asks over HTTP; ``advice`` says what to do where it refuses access."""

    def __init__(self, name: str, advice: str) -> None:
        self._name, self._advice = name, advice
        self._failures = ServiceFailures(name)

    def note_answer(self) -> None:
        """Note that a request was answered."""
        self._failures.note(None)

    def require_access(self, error: BaseException) -> None:
        """Tell a refused login or key from any other failure.

        Raises:
            SurveyError: The service refuses access.
        """
        if isinstance(error, RefusedError) and error.status in (401, 403):
            raise SurveyError(f"{self._name} refuses: {reason(error)}; {self._advice}") from None

    def note_failure(self, error: BaseException) -> None:
        """Note that a request brought no answer.

        Raises:
            SurveyError: It was one too many in a row, or the service asks for a longer back-off than a run waits.
        """
        self._failures.note(reason(error), is_last=isinstance(error, BackoffError))
