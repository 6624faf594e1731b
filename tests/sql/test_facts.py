"""What a person meets who runs the code, counted by hand."""

from __future__ import annotations

import pytest

from reprosurvey.analysis.facts.registry import FACTS
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.schemas import FACTS as FACTS_TABLE

from .conftest import SmallSurvey, answers, at


def met(small: SmallSurvey, key: str, fact: str, outcome: str, reason: str | None = None, *, day: int = 1) -> None:
    evidence = [{"place": "a.py", "quote": "x", "line": 1, "link": None}]
    row = {"paper": key, "head": "a" * 40, "fact": fact, "outcome": outcome, "reason": reason, "rule": "1"}
    more = {"places": 1, "evidence": evidence, "assessed_at": at(day)}
    small.store.append(FACTS_TABLE, [row | more], ("small", 2022))


@pytest.fixture
def surveyed(small: SmallSurvey) -> SmallSurvey:
    for key in ("three", "two", "broken", "matlab", "large", "unseen", "empty", "gone", "none"):
        small.paper(key)
    for key in ("three", "two", "broken", "matlab", "large", "unseen"):
        small.repository(key, answers("dependencies" if key == "broken" else ""))
    small.repository("empty", answers(), visit="empty")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.verdict("none", "has_repository", "no")
    met(small, "three", "programs parse", "no", "syntax error")
    met(small, "three", "programs parse", "yes", "Python 3", day=2)
    met(small, "two", "programs parse", "yes", "Python 2")
    met(small, "broken", "programs parse", "no", "syntax error")
    met(small, "matlab", "programs parse", "na", "no Python")
    met(small, "large", "programs parse", "unknown", "not read")
    met(small, "broken", "seeds fixed", "yes")
    return small


def test_each_repository_is_counted_once_for_each_question(surveyed: SmallSurvey) -> None:
    year, total = (row for row in surveyed.statistic("facts_by_year") if row["fact"] == "programs parse")
    counts = ("repositories", "na", "unknown", "n", "yes")
    assert [year[name] for name in counts] == [total[name] for name in counts] == [7, 2, 2, 3, 2]
    assert (year["year"], total["year"], total["share"]) == (2022, None, pytest.approx(2 / 3))
    assert (total["low"], total["high"]) == (pytest.approx(0.2077, abs=1e-4), pytest.approx(0.9385, abs=1e-4))


def test_practical_facts_are_told_apart(surveyed: SmallSurvey) -> None:
    rows = {
        row["fact"]: row
        for row in surveyed.statistic("facts_by_year")
        if row["about"] == "practice" and row["year"] is None
    }
    assert (rows["seeds fixed"]["yes"], rows["seeds fixed"]["n"], rows["seeds fixed"]["unknown"]) == (1, 1, 5)
    assert rows.keys().isdisjoint({"programs parse", "lists parse", "imports listed"})


def test_reasons_are_counted(surveyed: SmallSurvey) -> None:
    rows = {
        (row["outcome"], row["reason"]): row["repositories"]
        for row in surveyed.statistic("fact_reasons")
        if row["fact"] == "programs parse"
    }
    assert rows == {
        ("yes", "Python 3"): 1,
        ("yes", "Python 2"): 1,
        ("no", "syntax error"): 1,
        ("na", "no Python"): 1,
        ("na", "empty"): 1,
        ("unknown", "not read"): 1,
        ("unknown", "not looked into"): 1,
    }


def test_readiness_by_reading_is_set_against_it(surveyed: SmallSurvey) -> None:
    rows = {
        row["answer"]: (row["repositories"], row["n"], row["yes"])
        for row in surveyed.statistic("readiness_and_facts")
        if (row["fact"], row["question"]) == ("programs parse", "dependencies")
    }
    assert rows["yes"] == (1, 1, 0)
    assert rows["no"] == (6, 2, 2)


def test_what_is_in_the_way_is_listed_with_its_evidence(surveyed: SmallSurvey) -> None:
    (row,) = surveyed.statistic("not_ready_to_run")
    assert (row["paper"], row["fact"], row["reason"], row["places"]) == ("broken", "programs parse", "syntax error", 1)
    assert row["evidence"][0]["place"] == "a.py"


def test_what_is_asked_is_what_is_answered(small: SmallSurvey) -> None:
    with connect(small.store) as database:
        asked = {fact for (fact,) in database.sql("select fact from asked_facts").fetchall()}
    assert asked == FACTS.keys()
