"""Agreement between people beside that of people with the rules, by hand; and what counts where they differ."""

from __future__ import annotations

import pytest

from .conftest import SmallSurvey

ORIGIN, HEAD = "https://github.com/small/one", "a" * 40


def answered(small: SmallSurvey, told: list[tuple[str, str, str]], **columns: object) -> None:
    """Jane's answer, Joe's, and the rule's, a paper each."""
    for number, (jane, joe, automatic) in enumerate(told):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", automatic)
        small.review(f"p{number}", "public_data", jane, role="compared", **columns)
        small.review(f"p{number}", "public_data", joe, role="compared", reviewer="Joe", **columns)


def test_pairs_stand_side_by_side_over_the_same_answers(small: SmallSurvey) -> None:
    # Jane and Joe: 8 2 4 6, as in test_agreement.py. The rule says what Jane says, but for two of both's no.
    told = [("yes", "yes", "yes")] * 8 + [("yes", "no", "yes")] * 2 + [("no", "yes", "no")] * 4
    told += [("no", "no", "no")] * 4 + [("no", "no", "yes")] * 2
    answered(small, told, draw="seed 1")
    small.paper("alone")
    small.verdict("alone", "public_data", "no")
    small.review("alone", "public_data", "yes", role="compared")  # whom nobody else answered
    rows = small.statistic("inter_rater_agreement")
    assert [(r["pair"], r["first"], r["second"], r["n"], r["agreed"]) for r in rows] == [
        ("two people", "Jane", "Joe", 20, 14),
        ("a person and the rules", "Jane", None, 20, 18),
        ("a person and the rules", "Joe", None, 20, 12),
        ("what counts and the rules", None, None, 14, 12),
    ]
    people, jane, *_ = rows
    assert [people[cell] for cell in ("both_yes", "only_first", "only_second", "both_no")] == [8, 2, 4, 6]
    assert people["kappa"] == pytest.approx(0.4)
    assert (people["kappa_low"], people["kappa_high"]) == pytest.approx((0.0064, 0.7936), abs=1e-4)
    # Jane yes 10, rule yes 12 of 20: expected .5 * .6 + .5 * .4 = .5; (.9 - .5) / .5 = .8
    assert jane["kappa"] == pytest.approx(0.8)
    assert people["blind"] == 20


def test_what_is_no_yes_or_no_is_counted_apart(small: SmallSurvey) -> None:
    answered(small, [("yes", "yes", "unknown"), ("na", "yes", "yes"), ("no", "no", "no")])
    counted = {r["pair"]: (r["n"], r["not_compared"], r["blind"]) for r in small.statistic("inter_rater_agreement")}
    assert counted["two people"] == (2, 1, 0)
    assert counted["what counts and the rules"] == (1, 2, 0)


def test_answers_about_two_commits_are_not_of_one_question(small: SmallSurvey) -> None:
    small.paper("one")
    small.review("one", "training", "yes", origin=ORIGIN, head=HEAD)
    small.review("one", "training", "no", origin=ORIGIN, head="b" * 40, reviewer="Joe")
    assert small.statistic("inter_rater_agreement") == []
    assert small.ask("select differ, outcome from reference_answers order by head") == [(False, "yes"), (False, "no")]


def test_what_counts_is_what_settled_it_else_what_all_say(small: SmallSurvey) -> None:
    answered(small, [("yes", "yes", "no"), ("yes", "no", "no"), ("yes", "no", "no")])
    small.review("p2", "public_data", "no", role="compared", reviewer="Ann", settles=True, day=4)
    told = "select paper, reviewers, differ, settled, outcome from reference_answers order by paper"
    assert small.ask(told) == [
        ("p0", 2, False, False, "yes"),
        ("p1", 2, True, False, None),
        ("p2", 2, True, True, "no"),
    ]


def test_two_who_name_different_repositories_differ(small: SmallSurvey) -> None:
    small.paper("one")
    small.review("one", "has_repository", "yes", origin=ORIGIN)
    small.review("one", "has_repository", "yes", origin="https://github.com/small/other", reviewer="Joe")
    assert small.ask("select differ, outcome from reference_answers") == [(True, None)]
    (row,) = small.statistic("to_adjudicate")
    said = "has_repository: Jane yes https://github.com/small/one, Joe yes https://github.com/small/other"
    assert (row["asked"], row["said"], row["repository"]) == ("has_repository", said, None)


def test_what_settles_stands_whenever_it_was_given_and_leaves_the_reviewers_as_they_are(small: SmallSurvey) -> None:
    small.paper("one")
    small.verdict("one", "public_data", "no")
    small.review("one", "public_data", "yes", day=5)
    small.review("one", "public_data", "yes", day=6, settles=True)  # by Jane herself
    small.review("one", "public_data", "no", day=7, reviewer="Joe")
    assert small.ask("select public_data from survey") == [("yes",)]
    assert small.ask("select reviewer, settles, stands from reviews order by all") == [
        ("Jane", False, False),
        ("Jane", True, True),
        ("Joe", False, False),
    ]
    assert [(r["reviewer"], r["n"]) for r in small.statistic("agreement")] == [("Jane", 1), ("Joe", 1)]


def test_the_third_sheet_says_what_each_answered_and_nothing_of_the_rules(small: SmallSurvey) -> None:
    answered(small, [("yes", "yes", "no"), ("yes", "no", "yes")], note="see page 3", draw="seed 1")
    small.review("p1", "training", "yes", origin=ORIGIN, head=HEAD, role="compared")
    small.review("p1", "training", "no", origin=ORIGIN, head=HEAD, role="compared", reviewer="Joe")
    (row,) = small.statistic("to_adjudicate")
    assert row["paper"] == "p1"
    assert row["asked"] == "public_data training"
    assert row["said"] == "public_data: Jane yes (see page 3), Joe no (see page 3) | training: Jane yes, Joe no"
    assert (row["repository"], row["addresses"]) == (ORIGIN, f"{ORIGIN} (commit {HEAD})")
    assert (row["training"], row["draw"]) == (None, "seed 1")
