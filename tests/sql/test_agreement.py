"""Agreement of rules with people, on tables that are worked out by hand."""

from __future__ import annotations

import pytest

from .conftest import SmallSurvey, answers


def reviewed(small: SmallSurvey, both_yes: int, only_person: int, only_automatic: int, both_no: int) -> None:
    cells = [("yes", "yes")] * both_yes + [("yes", "no")] * only_person
    cells += [("no", "yes")] * only_automatic + [("no", "no")] * both_no
    for number, (person, automatic) in enumerate(cells):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", automatic)
        small.review(f"p{number}", "public_data", person, role="compared")


def test_figures_of_a_table_of_four(small: SmallSurvey) -> None:
    reviewed(small, 8, 2, 4, 6)
    (row,) = small.statistic("agreement")
    assert [row[cell] for cell in ("n", "both_yes", "only_person", "only_automatic", "both_no")] == [20, 8, 2, 4, 6]
    assert row["accuracy"] == pytest.approx(14 / 20)
    # Wilson, 14 of 20: (28 + 3.8415 -+ 1.96 sqrt(3.8415 + 4 * 14 * 6 / 20)) / (2 (20 + 3.8415))
    assert (row["accuracy_low"], row["accuracy_high"]) == pytest.approx((0.4810, 0.8545), abs=1e-4)
    assert (row["precision"], row["recall"]) == pytest.approx((8 / 12, 8 / 10))
    assert row["f1"] == pytest.approx(2 * 8 / (2 * 8 + 2 + 4))
    # the person says yes 10 times, the rule 12 times: expected .5 * .6 + .5 * .4 = .5, kappa (.7 - .5) / (1 - .5) = .4
    assert row["kappa"] == pytest.approx(0.4)
    # with 1 - kappa = .6: .4 (1 - 1.1 * .6)^2 + .3 (1 - .9 * .6)^2 = .10972
    # .36 (.1 (.6 + .5)^2 + .2 (.5 + .4)^2) = .10188; (.4 - .5 * .6)^2 = .01
    # variance (.10972 + .10188 - .01) / (20 * .5^2) = .04032, its root .20080; .4 -+ 1.95996 * .20080
    assert (row["kappa_low"], row["kappa_high"]) == pytest.approx((0.0064, 0.7936), abs=1e-4)


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [((3, 0, 0, 2), 1.0), ((5, 0, 0, 0), None), ((0, 3, 3, 0), -1.0), ((3, 0, 2, 0), 0.0)],
)
def test_kappa_at_its_ends(small: SmallSurvey, cells: tuple[int, ...], kappa: float | None) -> None:
    reviewed(small, *cells)
    (row,) = small.statistic("agreement")
    assert row["kappa"] == kappa
    if kappa in (None, 1.0):
        assert (row["kappa_low"], row["kappa_high"]) == (None, None)


def test_what_cannot_be_compared_is_counted_apart(small: SmallSurvey) -> None:
    reviewed(small, 1, 0, 0, 1)
    small.paper("unknown")
    small.verdict("unknown", "public_data", "unknown")
    small.review("unknown", "public_data", "no")
    small.paper("unjudged")
    small.review("unjudged", "public_data", "no")
    (row,) = small.statistic("agreement")
    assert (row["n"], row["unknown"], row["not_compared"]) == (2, 1, 1)


def test_answers_about_a_repository_are_compared_at_the_same_commit(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", {})
    for day, head, outcome in ((1, "b" * 40, "yes"), (2, "a" * 40, "no")):
        small.verdict("paper", "training", outcome, day=day, origin=origin, head=head)
    small.review("paper", "training", "yes", origin=origin, head="b" * 40, reviewer="then")
    small.review("paper", "training", "yes", origin=origin, head="a" * 40, reviewer="now")
    small.review("paper", "training", "yes", origin=origin, head="c" * 40, reviewer="never")
    told = {row["reviewer"]: row for row in small.statistic("agreement")}
    assert [(told[who]["both_yes"], told[who]["only_person"]) for who in ("then", "now")] == [(1, 0), (0, 1)]
    assert (told["never"]["n"], told["never"]["not_compared"]) == (0, 1)
    assert told["never"]["accuracy"] is None


def test_an_empty_repository_is_compared_with_itself(small: SmallSurvey) -> None:
    small.paper("paper")
    origin = small.repository("paper", answers(), visit="empty")
    small.review("paper", "training", "no", origin=origin)
    small.review("paper", "model", "no", origin="https://github.com/small/other")
    told = {row["criterion"]: (row["n"], row["not_compared"]) for row in small.statistic("agreement")}
    assert told == {"training": (1, 0), "model": (0, 1)}


def test_disagreements_have_both_answers_and_what_they_rest_on(small: SmallSurvey) -> None:
    reviewed(small, 1, 1, 0, 0)
    small.paper("moved")
    small.repository("moved", {})
    small.review("moved", "has_repository", "yes", origin="https://github.com/small/other", note="see page 3")
    told = small.statistic("disagreements")
    shown = [(row["paper"], row["criterion"], row["person"], row["automatic"], row["stands"]) for row in told]
    assert shown == [("moved", "has_repository", "yes", "yes", True), ("p1", "public_data", "yes", "no", False)]
    assert (told[0]["person_repository"], told[0]["automatic_repository"]) == (
        "https://github.com/small/other",
        "https://github.com/small/moved",
    )
    assert (told[0]["note"], told[1]["quote"]) == ("see page 3", "our code is here")


def test_reviewers_tell_what_becomes_of_their_answers(small: SmallSurvey) -> None:
    reviewed(small, 1, 0, 0, 1)
    small.paper("unjudged")
    small.review("unjudged", "public_data", "no")
    told = [
        (r["role"], r["papers"], r["answers"], r["standing"], r["not_judged"]) for r in small.statistic("reviewers")
    ]
    assert told == [("compared", 2, 2, 0, 0), ("stands", 1, 1, 1, 1)]
