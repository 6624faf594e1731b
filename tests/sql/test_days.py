"""The survey as of a day, beside the present."""

from __future__ import annotations

import pytest

from .conftest import SmallSurvey, answers, at

DAY = at(-300)


def test_a_day_has_verdicts_of_its_own(small: SmallSurvey) -> None:
    small.paper("paper")
    small.verdict("paper", "public_data", "yes")
    origin = small.repository("paper", answers("dependencies training"))
    small.visit(origin, "full", day=2, as_of=DAY, head="b" * 40)
    for criterion, outcome in answers("training").items():
        small.verdict("paper", criterion, outcome, origin=origin, as_of=DAY, day=2)
    query = "select as_of, score, repeatable, head[1] from surveys order by as_of nulls last"
    assert small.ask(query) == [(DAY, 1, "no", "b"), (None, 2, "yes", "a")]
    assert small.ask("select score, repeatable from survey") == [(2, "yes")]
    assert [row["score"] for row in small.statistic("papers", as_of=DAY)] == [1]


def test_what_was_not_looked_at_on_a_day_is_unknown(small: SmallSurvey) -> None:
    for key in ("seen", "unseen"):
        small.paper(key)
        small.verdict(key, "public_data", "yes")
        small.repository(key, answers("dependencies training"))
    small.visit("https://github.com/small/seen", "full", as_of=DAY)
    query = "select training, repeatable, visit_outcome from surveys where as_of is not null and paper = 'unseen'"
    assert small.ask(query) == [("unknown", "unknown", None)]


@pytest.mark.parametrize(("outcome", "gone", "repeatable"), [("not yet", True, "no"), ("not found", False, "unknown")])
def test_only_what_was_not_there_yet_is_gone_on_a_day(
    small: SmallSurvey, outcome: str, gone: bool, repeatable: str
) -> None:
    small.paper("paper")
    small.verdict("paper", "public_data", "yes")
    origin = small.repository("paper", answers("dependencies training"))
    small.visit(origin, outcome, day=2, as_of=DAY)
    assert small.ask("select gone, repeatable from surveys where as_of is not null") == [(gone, repeatable)]


def test_a_day_says_nothing_of_the_present(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers("training"))
    small.visit(origin, "not yet", day=5, as_of=DAY)
    assert small.ask("select visit_outcome, score from survey") == [("full", 1)]
    assert small.ask("select outcome from visits") == [("full",)]
