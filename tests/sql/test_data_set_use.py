"""Which papers use which public data sets."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.schemas import DATA_SETS

from .conftest import SmallSurvey, at


def test_a_paper_counts_once_in_each_class_and_use(small: SmallSurvey) -> None:
    named = {
        "a": [("LiTS", "registration", "used"), ("ACDC", "registration", "used"), ("MNIST", "open", "related work")],
        "b": [("LiTS", "registration", "used")],
        "c": [(None, None, None)],
    }
    for key, sets in named.items():
        small.paper(key)
        rows = [{"paper": key, "data_set": n, "access": a, "role": r, "assessed_at": at(1)} for n, a, r in sets]
        small.store.append(DATA_SETS, rows, ("small", 2022))
    rows = small.statistic("data_set_use")
    counted = {(r["access"], r["role"], r["data_set"]): r["papers"] for r in rows if r["year"] == 2022}
    assert counted == {
        ("registration", "used", None): 2,
        ("open", "related work", None): 1,
        ("registration", "used", "LiTS"): 2,
        ("registration", "used", "ACDC"): 1,
        ("open", "related work", "MNIST"): 1,
    }
    assert {r["n"] for r in rows} == {3}
    assert [r["share"] for r in rows if r["year"] and r["access"] == "open"] == [pytest.approx(1 / 3)] * 2
