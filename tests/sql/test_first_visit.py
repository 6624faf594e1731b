"""The survey as each repository was first found, beside the latest."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect

from .conftest import SmallSurvey, answers, at

FIRST = at(1)


def survey(small: SmallSurvey, *, first_visit: bool, columns: str = "score, repeatable, head[1], gone") -> tuple:
    with connect(small.store, first_visit=first_visit) as database:
        (row,) = database.sql(f"select {columns} from survey").fetchall()
    return row


@pytest.fixture
def changed(small: SmallSurvey) -> SmallSurvey:
    """A repository that trained nothing when it was first found, and has dependencies and training today."""
    small.paper("paper")
    small.verdict("paper", "public_data", "yes")
    origin = small.repository("paper", answers("dependencies training"))
    small.visit(origin, "full", day=9, head="b" * 40)
    return small


def judge_first(small: SmallSurvey, verdicts: dict[str, str], *, day: int = 1) -> None:
    for criterion, outcome in verdicts.items():
        small.verdict("paper", criterion, outcome, day=10, as_of=at(day))


def test_the_first_visit_has_verdicts_of_its_own(changed: SmallSurvey) -> None:
    judge_first(changed, answers("dependencies"))
    assert survey(changed, first_visit=True) == (1, "no", "a", False)
    assert survey(changed, first_visit=False) == (2, "yes", "b", False)
    # the first visit is no day: surveys has a row a paper and day
    assert changed.ask("select as_of, score from surveys") == [(None, 2)]


def test_what_was_not_judged_as_it_was_first_found_is_unknown(changed: SmallSurvey) -> None:
    assert survey(changed, first_visit=True) == (None, "unknown", "a", False)


def test_what_stands_as_it_was_first_found_is_judged_once(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers("training"))
    small.visit(origin, "unchanged", day=9)
    assert survey(small, first_visit=True, columns="score, visited_at") == (1, FIRST)
    assert survey(small, first_visit=False, columns="score, visited_at") == (1, at(9))
    assert small.ask("select count(*) from earlier_states") == [(0,)]


def test_a_visit_that_failed_is_not_the_first(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers("training"), visit="failed")
    small.visit(origin, "full", day=9)
    assert survey(small, first_visit=True, columns="score, visited_at") == (1, at(9))


def test_what_was_not_there_at_first_was_gone_then(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "public_data", "yes")
    origin = small.repository("paper", answers("dependencies training"), visit="not found")
    small.visit(origin, "full", day=9)
    judge_first(small, answers(outcome="na"))
    assert survey(small, first_visit=True, columns="gone, repeatable, score") == (True, "no", None)
    assert survey(small, first_visit=False, columns="gone, repeatable, score") == (False, "yes", 2)


def test_what_has_moved_was_first_found_where_it_was(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers("training evaluation"))
    small.visit(origin, "moved", day=9, moved_to="https://github.com/small/renamed")
    small.visit("https://github.com/small/renamed", "full", day=9, head="b" * 40)
    judge_first(small, answers("training"))
    assert survey(small, first_visit=True, columns="score, head[1]") == (1, "a")
    assert survey(small, first_visit=False, columns="score, head[1]") == (2, "b")
    assert small.ask("select found_at from earlier_states where origin like '%paper'") == [(origin,)]


def test_scores_then_and_now(small: SmallSurvey) -> None:
    # differences 1, 2 and 0: mean 1, standard deviation 1, so 1 -+ 4.3027 / sqrt(3)
    first = {"a": "training", "b": "", "c": "training model"}
    now = {"a": "training model", "b": "training model", "c": "training model"}
    for key, yes in now.items():
        small.paper(key)
        origin = small.repository(key, answers(yes))
        small.visit(origin, "full", day=9, head="b" * 40)
        for criterion, outcome in answers(first[key]).items():
            small.verdict(key, criterion, outcome, as_of=FIRST)
    small.visit("https://github.com/small/a", "full", day=9, as_of=at(-100), head="c" * 40)
    for criterion, outcome in answers("training model licensing").items():
        small.verdict("a", criterion, outcome, as_of=at(-100))
    rows = {row["moment"]: row for row in small.statistic("score_then_and_now") if row["year"] == 2022}
    row = rows["first visit"]
    assert (row["n"], row["mean_then"], row["mean_now"], row["difference"]) == (3, 1, 2, 1)
    assert row["low"] == pytest.approx(1 - 2.4842, abs=1e-4)
    assert row["high"] == pytest.approx(1 + 2.4842, abs=1e-4)
    assert (row["better"], row["worse"]) == (2, 0)
    day = rows["2022-02-21"]
    assert (day["n"], day["mean_then"], day["mean_now"], day["low"]) == (1, 3, 2, None)
    assert (day["better"], day["worse"]) == (0, 1)
