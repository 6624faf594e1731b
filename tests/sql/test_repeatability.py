"""What is repeatable, by name and under other definitions."""

from __future__ import annotations

import pytest

from .conftest import SmallSurvey, answers

ALL = "dependencies training evaluation model documentation licensing"


@pytest.fixture
def papers(small: SmallSurvey) -> SmallSurvey:
    """One that has all, one without data, one that lists packages without versions, one of which little is known."""
    listed = {"dependencies_listed": "yes"}
    repositories = {
        "all": ("yes", answers(ALL) | listed),
        "dataless": ("no", answers(ALL) | listed),
        "loose": ("yes", answers("training") | listed),
        "unknown": ("yes", answers("training") | listed | {"dependencies": "unknown"}),
        "gone": ("yes", answers(outcome="na")),
    }
    for key, (data, verdicts) in repositories.items():
        small.paper(key)
        small.verdict(key, "public_data", data)
        small.repository(key, verdicts, visit="not found" if key == "gone" else "full")
    small.paper("theory")
    small.verdict("theory", "public_data", "na")
    small.repository("theory", answers(ALL) | listed)
    small.paper("none")
    small.verdict("none", "has_repository", "no")
    return small


def test_repeatable_papers_are_named(papers: SmallSurvey) -> None:
    assert [(row["paper"], row["score"]) for row in papers.statistic("repeatable_papers")] == [("all", 6)]


@pytest.mark.parametrize(
    ("definition", "yes", "n", "unknown"),
    [
        ("as defined", 1, 3, 1),
        ("without public data", 2, 3, 1),
        ("without dependencies", 3, 4, 0),
        ("without training", 1, 3, 1),
        ("dependencies without versions", 3, 4, 0),
        ("evaluation as well", 1, 4, 0),
        ("public data and all of the score", 1, 4, 0),
    ],
)
def test_other_definitions(papers: SmallSurvey, definition: str, yes: int, n: int, unknown: int) -> None:
    rows = [row for row in papers.statistic("repeatable_otherwise") if row["definition"] == definition]
    assert [row["year"] for row in rows] == [2022, None]
    for row in rows:
        assert (row["yes"], row["n"], row["unknown"]) == (yes, n, unknown)
        assert row["share"] == pytest.approx(yes / n)
        assert row["low"] < row["share"] < row["high"]


def test_as_defined_is_what_table_1_says(papers: SmallSurvey) -> None:
    (cell,) = [r for r in papers.statistic("table1") if r["metric"] == "repeatable" and r["year"] == 2022]
    (row,) = [
        r for r in papers.statistic("repeatable_otherwise") if r["definition"] == "as defined" and r["year"] == 2022
    ]
    assert {name: row[name] for name in ("n", "yes", "share", "low", "high", "unknown")} == {
        name: cell[name] for name in ("n", "yes", "share", "low", "high", "unknown")
    }
