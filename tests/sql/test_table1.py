"""Table 1 on papers whose figures are worked out by hand."""

from __future__ import annotations

import math

import pytest

from .conftest import SIX, SmallSurvey, answers


def figures(small: SmallSurvey, year: int | None = 2022) -> dict[str, dict[str, object]]:
    return {row["metric"]: row for row in small.statistic("table1") if row["year"] == year}


def share(row: dict[str, object]) -> tuple[object, ...]:
    return row["yes"], row["n"], row["unknown"], row["gone"]


@pytest.fixture
def mixed(small: SmallSurvey) -> SmallSurvey:
    """Seven papers and a preface: every case that Table 1 tells apart."""
    small.paper("preface", kind="front matter")
    for key in ("full", "part", "empty", "gone", "unreached", "none", "unread"):
        small.paper(key)
    small.repository("full", answers("dependencies training evaluation model documentation licensing"))
    small.repository("part", answers("training documentation"))
    small.repository("empty", answers(), visit="empty")
    small.repository("gone", answers(outcome="na"), visit="not found")
    small.repository("unreached", answers(outcome="unknown"), visit="failed")
    small.verdict("none", "has_repository", "no")
    small.verdict("unread", "has_repository", "unknown")
    for key, outcome in {"full": "yes", "part": "yes", "empty": "no", "gone": "yes", "unreached": "yes"}.items():
        small.verdict(key, "public_data", outcome)
    small.verdict("none", "public_data", "no")
    small.verdict("unread", "public_data", "unknown")
    return small


def test_front_matter_is_not_counted(mixed: SmallSurvey) -> None:
    assert figures(mixed)["papers"]["n"] == 7


def test_unknown_is_never_no(mixed: SmallSurvey) -> None:
    assert share(figures(mixed)["has_repository"]) == (5, 6, 1, 0)
    assert share(figures(mixed)["public_data"]) == (4, 6, 1, 0)


def test_criteria_are_of_the_repositories_that_were_looked_into(mixed: SmallSurvey) -> None:
    assert share(figures(mixed)["training"]) == (2, 3, 1, 1)
    assert share(figures(mixed)["model"]) == (1, 3, 1, 1)
    assert figures(mixed)["training"]["share"] == pytest.approx(2 / 3)


def test_a_paper_without_data_stands_beside_the_denominators(mixed: SmallSurvey) -> None:
    mixed.paper("theory")
    mixed.verdict("theory", "has_repository", "no")
    mixed.verdict("theory", "public_data", "na")
    mixed.paper("bounds")
    mixed.repository("bounds", answers("dependencies training"))
    mixed.verdict("bounds", "public_data", "na")
    found = figures(mixed)
    assert share(found["public_data"]) == (4, 6, 1, 0)
    assert share(found["has_repository"]) == (6, 8, 1, 0)
    assert share(found["training"]) == (3, 4, 1, 1)
    assert {name: found[name]["not_applicable"] for name in ("public_data", "repeatable_paper", "repeatable")} == {
        "public_data": 2, "repeatable_paper": 2, "repeatable": 1
    }  # fmt: skip
    assert (found["has_repository"]["not_applicable"], found["papers"]["not_applicable"]) == (0, None)


def test_a_share_has_wilson_s_interval(mixed: SmallSurvey) -> None:
    training = figures(mixed)["training"]
    # 2 of 3, z = 1.96: (4 + 3.8416 -+ 1.96 sqrt(3.8416 + 8 / 3)) / (2 (3 + 3.8416)) = (7.8416 -+ 5.0002) / 13.6832
    assert training["low"] == pytest.approx(0.2077, abs=5e-5)
    assert training["high"] == pytest.approx(0.9385, abs=5e-5)
    assert (figures(mixed)["papers"]["low"], figures(mixed)["papers"]["high"]) == (None, None)


@pytest.mark.parametrize(
    ("scores", "low", "high"),
    [
        # mean 3.5, standard deviation 1, so 3.5 -+ 3.182 * 0.5
        ((3, 3, 3, 5), 1.909, 5.091),
        # mean 3, standard deviation 3 sqrt(2): 3 -+ 12.7 * 3 reaches beyond the scores that there are
        ((0, 6), 0, 6),
        ((4,), None, None),
    ],
)
def test_a_mean_has_student_s_interval(
    small: SmallSurvey, scores: tuple[int, ...], low: float | None, high: float | None
) -> None:
    for number, score in enumerate(scores):
        small.paper(f"paper{number}")
        small.repository(f"paper{number}", answers(" ".join(SIX[:score])))
    row = figures(small)["score"]
    assert row["low"] == (low if low is None else pytest.approx(low, abs=3e-3))
    assert row["high"] == (high if high is None else pytest.approx(high, abs=3e-3))


def test_repeatable_needs_public_data_and_dependencies_and_training(mixed: SmallSurvey) -> None:
    # of repositories: full yes, part and empty no, unreached unknown, gone apart
    assert share(figures(mixed)["repeatable"]) == (1, 3, 1, 1)
    # of papers: gone and none are no as well, unread is unknown
    assert share(figures(mixed)["repeatable_paper"]) == (1, 5, 2, 0)


def test_a_known_no_decides_repeatability_whatever_else_is_unknown(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers("training", outcome="unknown"))
    small.verdict("paper", "public_data", "no")
    assert small.ask("select repeatable, score from survey") == [("no", None)]


def test_mean_standard_deviation_and_standard_error_stand_apart(mixed: SmallSurvey) -> None:
    score = figures(mixed)["score"]
    # scores 6, 2 and 0: mean 8/3, sample variance ((10/3)^2 + (2/3)^2 + (8/3)^2) / 2 = 28/3
    assert score["n"] == 3
    assert score["mean"] == pytest.approx(8 / 3)
    assert score["standard_deviation"] == pytest.approx(math.sqrt(28 / 3))
    assert score["standard_error"] == pytest.approx(math.sqrt(28 / 9))
    assert (score["unknown"], score["gone"]) == (1, 1)


def test_years_stand_apart_and_together(small: SmallSurvey) -> None:
    for year in (2021, 2022):
        small.paper("paper", year)
        small.verdict("paper", "has_repository", "yes" if year == 2022 else "no", year)
    assert share(figures(small, 2021)["has_repository"]) == (0, 1, 0, 0)
    assert share(figures(small, None)["has_repository"]) == (1, 2, 0, 0)


def test_an_empty_survey_has_an_empty_table(small: SmallSurvey) -> None:
    assert small.statistic("table1") == []
