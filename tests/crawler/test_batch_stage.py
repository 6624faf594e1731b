"""What the stages share that ask services."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from reprosurvey.crawler.batch_stage import (
    RECHECK_AFTER,
    BatchWriter,
    Schedule,
    SoleService,
    due_after,
)
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.http.failures import FAILURE_LIMIT, FailureCount
from reprosurvey.crawler.http.refusals import RefusedError
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import CITATIONS, METADATA

PAST = datetime(2022, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    paper: str
    outcome: str


def test_the_latest_row_says_what_is_due(store: Store) -> None:
    later = now() + timedelta(days=1)
    store.append(METADATA, [{"origin": "a", "asked_at": PAST + timedelta(1), "due_at": later}])
    store.append(METADATA, [{"origin": key, "asked_at": PAST, "due_at": PAST} for key in "ab"])
    schedule = Schedule(store, METADATA, ["origin"])
    assert [schedule.is_due(key) for key in "abc"] == [False, True, True]


def test_what_failed_is_due_at_once() -> None:
    assert (due_after("failed", PAST), due_after("found", PAST)) == (PAST, PAST + RECHECK_AFTER)


def test_rows_are_written_in_batches_and_when_the_block_ends(store: Store) -> None:
    counts: Counter[str] = Counter()
    told: list[tuple[int, int, int]] = []

    def tell(done: int, total: int, failed: int) -> None:
        told.append((done, total, failed))

    def run() -> None:
        with BatchWriter(store, CITATIONS, 2, total=3, counts=counts, tell=tell) as batch:
            batch.add(Row("a", "found"), ("net", 2021))
            assert store.read(CITATIONS).num_rows == 0
            batch.add(Row("b", "failed"), ("net", 2022))
            assert sorted(store.read(CITATIONS)["year"].to_pylist()) == [2021, 2022]
            batch.add(Row("c", "found"), ("net", 2022))
            raise SurveyError("ended")

    with pytest.raises(SurveyError, match="ended"):
        run()
    assert sorted(store.read(CITATIONS)["paper"].to_pylist()) == ["a", "b", "c"]
    assert (counts, told) == ({"found": 2, "failed": 1}, [(1, 3, 0), (2, 3, 1), (3, 3, 1)])


def test_an_answer_ends_a_row_of_failures() -> None:
    failures = FailureCount()
    for failed in [True] * (FAILURE_LIMIT - 1) + [False] + [True] * (FAILURE_LIMIT - 1):
        failures.note(failed=failed)
        assert not failures.reached_limit
    failures.note(failed=True)
    assert failures.reached_limit


@pytest.mark.parametrize("status", [401, 403])
def test_a_service_that_refuses_access_ends_the_run(status: int) -> None:
    service = SoleService("lab.example", "set a key")
    service.require_access(RefusedError(404))
    with pytest.raises(SurveyError, match=f"lab.example refuses: HTTP {status}: no; set a key"):
        service.require_access(RefusedError(status, "no"))
