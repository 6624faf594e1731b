from __future__ import annotations

import pytest

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.runs import recorded
from reprosurvey.crawler.store.schemas import RUNS


def test_a_stage_leaves_a_row_with_what_it_counted(store: Store) -> None:
    with recorded(store, "visit", "midl") as counts:
        counts.update(["full", "failed", "full"])
    (row,) = store.read(RUNS).to_pylist()
    assert (row["stage"], row["venue"], row["finished"]) == ("visit", "midl", True)
    assert dict(row["counts"]) == {"full": 2, "failed": 1}
    assert row["started_at"] <= row["ended_at"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_a_stage_that_was_cut_short_says_so(store: Store, error: type[BaseException]) -> None:
    def run() -> None:
        with recorded(store, "extract") as counts:
            counts["read"] += 1
            raise error

    with pytest.raises(error):
        run()
    (row,) = store.read(RUNS).to_pylist()
    assert (row["finished"], dict(row["counts"]), row["venue"]) == (False, {"read": 1}, None)
