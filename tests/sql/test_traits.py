"""Frameworks, dependency managers and licences of repositories."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.schemas import TRAITS

from .conftest import SmallSurvey, answers, at


def traits(small: SmallSurvey, key: str, *found: tuple[str | None, str | None], day: int = 1) -> None:
    rows = [
        {"paper": key, "head": "a" * 40, "trait": trait, "value": value, "assessed_at": at(day)}
        for trait, value in found
    ]
    small.store.append(TRAITS, rows, ("small", 2022))


def counted(small: SmallSurvey, statistic: str) -> dict[str, int]:
    return {row["what"]: row["repositories"] for row in small.statistic(statistic) if row["year"] is None}


def test_each_repository_is_counted_with_what_it_shows(small: SmallSurvey) -> None:
    for key in ("both", "torch", "bare", "empty", "gone", "unseen", "none"):
        small.paper(key)
    for key in ("both", "torch", "bare", "unseen"):
        small.repository(key, answers())
    small.repository("empty", answers(), visit="empty")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.verdict("none", "has_repository", "no")
    traits(small, "both", ("framework", "torch"), ("framework", "keras"), ("licence", "MIT"))
    traits(small, "torch", ("framework", "torch"), ("dependency manager", "pip"))
    traits(small, "bare", (None, None))
    assert counted(small, "frameworks") == {"torch": 2, "none": 2, "keras": 1}
    assert counted(small, "dependency_managers") == {"none": 3, "pip": 1}
    assert counted(small, "licences") == {"none": 3, "MIT": 1}
    row = next(row for row in small.statistic("licences") if row["what"] == "MIT")
    assert (row["n"], row["unknown"], row["share"]) == (4, 1, pytest.approx(1 / 4))


def test_the_latest_reading_counts(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers())
    traits(small, "paper", ("licence", "MIT"), ("framework", "torch"), day=1)
    traits(small, "paper", ("licence", "Apache-2.0"), day=2)
    assert counted(small, "licences") == {"Apache-2.0": 1}
    assert counted(small, "frameworks") == {"none": 1}
