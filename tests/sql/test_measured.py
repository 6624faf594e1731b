"""What the figures of a survey rest on, on papers whose answer is worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from .conftest import SmallSurvey, answers, at

DAY = datetime(2022, 5, 1, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.fixture
def mixed(small: SmallSurvey) -> SmallSurvey:
    """Five papers and a preface: repositories read, empty, gone and not reached, and none."""
    small.paper("preface", kind="front matter")
    for day, key in enumerate(("full", "empty", "gone", "unreached", "none")):
        small.paper(key, day=day)
    small.repository("full", answers("training"))
    small.repository("empty", answers(), visit="empty")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.repository("unreached", answers(outcome="unknown"), visit="failed")
    small.verdict("none", "has_repository", "no")
    return small


def test_each_repository_is_counted_once_by_what_became_of_it(mixed: SmallSurvey) -> None:
    (row,) = mixed.statistic("measured")
    assert (row["papers"], row["pdfs_read"], row["pdfs_not_read"]) == (5, 5, 0)
    assert (row["with_repository"], row["looked_into"], row["gone"], row["not_looked_into"]) == (4, 2, 1, 1)
    assert (row["crawled_from"], row["crawled_until"]) == (at(0), at(4))
    assert (row["visited_from"], row["visited_until"]) == (at(1), at(1))


def test_each_version_of_a_rule_tells_how_often_it_came_to_which_answer(small: SmallSurvey) -> None:
    for key, rule, outcome in (("a", "1", "yes"), ("b", "2", "yes"), ("c", "2", "no"), ("d", "2", "unknown")):
        small.paper(key)
        small.verdict(key, "public_data", outcome, rule=rule)
    told = [(r["rule"], r["yes"], r["no"], r["na"], r["unknown"]) for r in small.statistic("rules")]
    assert told == [("1", 1, 0, 0, 0), ("2", 1, 1, 0, 1)]


def test_evidence_of_a_day_is_that_of_the_day_and_what_does_not_depend_on_it(mixed: SmallSurvey) -> None:
    mixed.visit("https://github.com/small/full", "full", as_of=DAY)
    mixed.verdict("full", "training", "no", as_of=DAY)

    def told(**settings: object) -> dict[str, str]:
        rows = mixed.statistic("evidence", **settings)
        return {row["criterion"]: row["outcome"] for row in rows if row["paper"] == "full"}

    assert told() == {"has_repository": "yes", **answers("training")}
    assert told(as_of=DAY) == {"has_repository": "yes", "training": "no"}
