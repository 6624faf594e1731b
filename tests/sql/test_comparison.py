"""A survey beside published figures whose answers are worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reprosurvey.crawler.store.published.figures import Figure, Published

from .conftest import SmallSurvey, answers

Rows = dict[str, dict[str, object]]
Compare = Callable[..., Rows]


def table(**figures: str) -> Published:
    """A published table of 2022 with ten papers; by metric, what is written there."""
    of_papers = {"papers": "10", "has_repository": "50.0", "public_data": "60.0"}
    cells = tuple(
        Figure(2022, metric, "papers" if metric in of_papers else "repositories", written)
        for metric, written in (of_papers | figures).items()
    )
    return Published("theirs", "small", "Title", "A. Author", "", cells, ())


@pytest.fixture
def compare(small: SmallSurvey) -> Compare:
    """Ten papers of 2022, of two repositories the scores 6 and 1; one is gone, one unreached, one undecided."""
    for number in range(10):
        small.paper(f"p{number}")
        small.verdict(f"p{number}", "public_data", "yes" if number < 6 else "no")
    small.repository("p0", answers("dependencies training evaluation model documentation licensing"))
    small.repository("p1", answers("documentation"))
    small.repository("p2", answers(outcome="na"), visit="not found")
    small.repository("p3", answers(outcome="unknown"), visit="failed")
    small.verdict("p4", "has_repository", "unknown")
    for number in range(5, 10):
        small.verdict(f"p{number}", "has_repository", "no")

    def compared(year: int | None = 2022, **figures: str) -> Rows:
        rows = small.statistic("comparison", published=table(**figures))
        return {str(row["metric"]): row for row in rows if row["year"] == year}

    return compared


def test_both_figures_stand_side_by_side(compare: Compare) -> None:
    row = compare(training="80.0")["training"]
    assert (row["published"], row["published_n"], row["published_yes"]) == (80, 5, 4)
    assert (row["ours"], row["n"], row["yes"]) == (50, 2, 1)
    assert (row["unknown"], row["gone"], row["undecided"]) == (1, 1, 1)
    assert (row["difference"], row["over_ten_points"]) == (-30, True)


def test_the_interval_is_wilsons(compare: Compare) -> None:
    row = compare(training="80.0")["training"]
    # Newcombe 1998: (2 n p + z^2 -+ z sqrt(z^2 + 4 n p q)) / (2 (n + z^2)) with n = 2, p = q = 1/2, z = 1.96
    assert (row["low"], row["high"]) == (pytest.approx(9.453, abs=1e-3), pytest.approx(90.547, abs=1e-3))
    assert row["within_interval"]


def test_the_bounds_are_of_what_could_not_be_judged(compare: Compare) -> None:
    row = compare(training="80.0")["training"]
    # 1 yes of 2; one unknown, one gone, one undecided more
    bounds = [[row[f"if_all_{what}_{answer}"] for answer in ("no", "yes")] for what in ("unknown", "gone", "undecided")]
    assert bounds == [
        [pytest.approx(100 / 3), pytest.approx(200 / 3)],
        [pytest.approx(25), pytest.approx(75)],
        [pytest.approx(20), pytest.approx(80)],
    ]


def test_what_alone_can_explain_a_difference(compare: Compare) -> None:
    # one yes of two as above; 33.3 and 66.7 round what is possible if the unknown is no or yes
    rows = compare(dependencies="50", training="33.3", evaluation="75.0", model="80.0", licensing="90.0")
    explained = {metric: row["explanation"] for metric, row in rows.items() if row["denominator"] == "repositories"}
    assert explained == {
        "dependencies": "same",
        "training": "unknown",
        "evaluation": "gone",
        "model": "undecided",
        "licensing": "other",
    }
    rows = compare(dependencies="50.1", training="66.8", evaluation="33.2", model="24.9", licensing="19.9")
    explained = {metric: row["explanation"] for metric, row in rows.items() if row["denominator"] == "repositories"}
    assert list(explained.values()) == ["unknown", "gone", "gone", "undecided", "other"]


def test_of_all_papers_only_the_unknown_can(compare: Compare) -> None:
    row = compare()["has_repository"]
    # 4 yes, 5 no, 1 unknown
    assert (row["yes"], row["n"], row["unknown"], row["gone"], row["undecided"]) == (4, 9, 1, 0, 0)
    assert (row["if_all_unknown_no"], row["if_all_unknown_yes"], row["explanation"]) == (40, 50, "unknown")
    row = compare(has_repository="60.0")
    assert (row["public_data"]["explanation"], row["has_repository"]["explanation"]) == ("same", "other")


def test_repeatable_repositories_are_repeatable_papers(compare: Compare) -> None:
    row = compare(repeatable="40.0")["repeatable_paper"]
    # theirs: 40 % of 5 repositories, so 2 of 10 papers
    assert (row["published"], row["published_yes"], row["published_n"]) == (20, 2, 10)
    # ours: p0 yes, p3 and p4 unknown; p2 is gone and among the 7 that are no
    assert (row["yes"], row["n"], row["unknown"], row["gone"]) == (1, 8, 2, 1)
    assert (row["if_all_unknown_no"], row["if_all_unknown_yes"]) == (10, pytest.approx(30))
    assert (row["if_all_gone_no"], row["if_all_gone_yes"]) == (10, pytest.approx(40))


def test_the_mean_score_has_bounds_as_well(compare: Compare) -> None:
    row = compare(score_mean="4.33")["score"]
    # scores 6 and 1; the third anything from 0 to 6
    assert (row["ours"], row["n"], row["difference"]) == (3.5, 2, pytest.approx(-0.83))
    assert (row["if_all_unknown_no"], row["if_all_unknown_yes"]) == (pytest.approx(7 / 3), pytest.approx(13 / 3))
    assert row["explanation"] == "unknown"
    assert compare(score_mean="4.34")["score"]["explanation"] == "gone"
    # Student's t with one degree of freedom, 12.7 standard errors of 2.5: no score is beyond 0 and 6
    assert (row["low"], row["high"]) == (0, 6)


def test_the_spread_stands_beside_the_standard_deviation(compare: Compare) -> None:
    row = compare(score_mean="4.33", score_spread="1.50")["score_spread"]
    assert (row["published"], row["ours"]) == (1.5, pytest.approx(12.5**0.5))


def test_nothing_judged_is_no_figure(small: SmallSurvey) -> None:
    small.paper("paper")
    small.repository("paper", answers(outcome="na"), visit="not found")
    rows = small.statistic("comparison", published=table(training="80.0", score_mean="3.00"))
    for row in rows:
        if row["metric"] in ("training", "score"):
            assert [row[name] for name in ("ours", "low", "high", "difference")] == [None] * 4
            assert (row["over_ten_points"], row["explanation"]) == (
                None if row["metric"] == "training" else False,
                "gone",
            )


def test_years_are_summed_that_both_have(compare: Compare, small: SmallSurvey) -> None:
    before = {"papers": "20", "has_repository": "50.0", "public_data": "10.0"}
    cells = tuple(Figure(2021, metric, "papers" if metric != "papers" else "", w) for metric, w in before.items())
    theirs = table()
    both = Published("theirs", "small", "Title", "A. Author", "", theirs.figures + cells, ())
    only_2022 = [row for row in small.statistic("comparison", published=both) if row["metric"] == "has_repository"]
    assert [(row["year"], row["published_n"]) for row in only_2022] == [(2022, 10), (None, 10)]

    small.paper("older", 2021)
    small.verdict("older", "has_repository", "yes", 2021)
    *_, total = [row for row in small.statistic("comparison", published=both) if row["metric"] == "has_repository"]
    # theirs 5 of 10 and 10 of 20, ours 4 of 9 and 1 of 1
    assert (total["year"], total["published_yes"], total["published_n"], total["published"]) == (None, 15, 30, 50)
    assert (total["yes"], total["n"], total["ours"]) == (5, 10, 50)


def test_papers_are_compared_as_counts(compare: Compare) -> None:
    row = compare(papers="12")["papers"]
    assert (row["published"], row["ours"], row["difference"], row["over_ten_points"]) == (12, 10, -2, False)


def test_a_survey_of_something_else_has_nothing_to_compare(small: SmallSurvey) -> None:
    small.paper("paper")
    assert small.statistic("comparison") == []
