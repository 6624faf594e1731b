"""How far repositories came that were rehearsed, counted by hand."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.schemas import REHEARSALS

from .conftest import SmallSurvey, at
from .test_resolved import HEAD, listing, tried


@pytest.fixture
def rehearsed(small: SmallSurvey) -> SmallSurvey:
    """Papers of 2022: one that starts, one that is only installed, one that was not tried, and so on."""
    listing(small, "starts", "numpy")
    listing(small, "installs", "numpy", "scipy")
    listing(small, "not_tried", "tqdm")
    listing(small, "failed", "torch")
    listing(small, "gone", "scipy==0.1")
    listing(small, "none")
    tried(small, "numpy", outcome="resolves", python="3.14", packages=1)
    tried(small, "scipy==0.1", outcome="does not resolve", reason="version gone", culprits=["scipy==0.1"])
    came(small, "starts", installs="yes", imports="yes", starts="yes", starts_because="usage printed")
    came(small, "installs", installs="yes", imports="no", imports_because="missing module", starts="unknown")
    came(small, "failed", outcome="failed", error="HTTP 500")
    came(small, "gone", installs="no", imports="unknown", starts="unknown")
    came(small, "starts", day=5, outcome="failed", error="HTTP 500")
    return small


def came(small: SmallSurvey, paper: str, *, day: int = 2, outcome: str = "starts", **columns: object) -> None:
    (listed,) = [row for row in small.statistic("to_rehearse") if row["origin"] == f"https://github.com/small/{paper}"]
    row = {name: listed[name] for name in ("origin", "list")} | {"head": HEAD, "index": "https://index.example"}
    row |= {"outcome": outcome, "uv": "0.13.9", "asked_at": at(day), "due_at": at(day + 90)}
    small.store.append(REHEARSALS, [row | columns])


def test_each_step_has_its_own_denominator(rehearsed: SmallSurvey) -> None:
    rows = rehearsed.statistic("from_reading_to_running")
    over_all = [row for row in rows if row["year"] is None and row["question"] == "repeatable"]
    names = ("step", "repositories", "without_list", "not_tried", "unknown", "n", "yes", "share")
    assert [tuple(row[name] for name in names) for row in over_all] == [
        ("resolves then", 6, 1, 0, 5, 0, 0, None),
        ("resolves now", 6, 1, 0, 3, 2, 1, 0.5),
        ("installs", 6, 1, 1, 1, 3, 2, 2 / 3),
        ("imports", 6, 1, 1, 2, 2, 1, 0.5),
        ("starts", 6, 1, 1, 3, 1, 1, 1.0),
    ]
    assert {row["year"] for row in rows} == {2022, None}
    assert sum(row["repositories"] for row in rows if row["year"] and row["question"] == "dependencies") == 6 * 5


def test_what_can_be_rehearsed_is_each_repository_that_lists_something(rehearsed: SmallSurvey) -> None:
    assert len(rehearsed.statistic("to_rehearse")) == 5
