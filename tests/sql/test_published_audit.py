"""Published tables held against themselves: the study's, and small ones worked out by hand."""

from __future__ import annotations

import math

import pytest

from reprosurvey.crawler.store.published.figures import DENOMINATORS, Claim, Figure, Published

from .conftest import SmallSurvey

Row = dict[str, object]
Rows = list[Row]
SIX = ("dependencies", "training", "evaluation", "model", "documentation", "licensing")


def audited(small: SmallSurvey, claims: tuple[Claim, ...] = (), **figures: str) -> dict[tuple[str, str], Row]:
    """The audit of a table of one year, by question and metric."""
    cells = tuple(Figure(2022, metric, DENOMINATORS[metric], written) for metric, written in figures.items())
    published = Published("theirs", "small", "Title", "A. Author", "", cells, claims)
    rows = small.statistic("published_audit", published=published)
    return {(str(row["question"]), str(row["metric"])): row for row in rows}


def possible(row: Row) -> tuple[object, ...]:
    return row["n"], row["lowest"], row["highest"], row["holds"]


@pytest.fixture
def study(small: SmallSurvey) -> Rows:
    return small.statistic("published_audit")


def of(study: Rows, question: str, metric: str) -> Rows:
    return [row for row in study if (row["question"], row["metric"]) == (question, metric)]


def test_each_percentage_of_the_study_is_that_of_one_count(study: Rows) -> None:
    counts = [row for row in study if row["question"] == "count"]
    assert len(counts) == 5 * 9
    assert all(row["holds"] and row["lowest"] == row["highest"] for row in counts)


def test_the_study_has_163_repositories_as_its_text_says(study: Rows) -> None:
    assert [row["lowest"] for row in of(study, "count", "has_repository")] == [14, 14, 28, 34, 73]
    (text,) = of(study, "text", "has_repository")
    assert (text["published"], text["lowest"], text["highest"], text["holds"]) == (163, 163, 163, True)


def test_the_study_has_69_repeatable_repositories_where_its_text_says_64(study: Rows) -> None:
    assert [row["lowest"] for row in of(study, "count", "repeatable")] == [5, 3, 12, 17, 32]
    (text,) = of(study, "text", "repeatable")
    assert (text["published"], *possible(text)) == (64, 163, 69, 69, False)


def test_69_of_316_papers_are_the_22_percent_of_its_abstract(study: Rows) -> None:
    (text,) = of(study, "text", "repeatable_paper")
    assert (text["published"], text["n"], text["holds"]) == (22, 316, True)
    assert text["lowest"] == pytest.approx(100 * 69 / 316)


def test_the_mean_score_of_the_study_is_not_the_sum_of_its_criteria(study: Rows) -> None:
    means = of(study, "mean", "score_mean")
    assert [row["holds"] for row in means] == [False, True, False, False, False]
    # 2018: 7 + 11 + 10 + 4 + 11 + 10 of 14
    assert (means[0]["published"], means[0]["lowest"]) == (4, pytest.approx(53 / 14))


def test_only_a_standard_deviation_can_stand_behind_its_spread(study: Rows) -> None:
    held = {
        question: [row["holds"] for row in of(study, question, "score_spread")]
        for question in ("standard deviation", "standard error", "half a 95 % interval", "independent criteria")
    }
    assert held == {
        "standard deviation": [True] * 5,
        "standard error": [False] * 5,
        "half a 95 % interval": [False, True, False, False, False],
        "independent criteria": [False] * 5,
    }


def test_a_percentage_that_no_count_gives(small: SmallSurvey) -> None:
    rows = audited(small, papers="10", has_repository="33.3", training="50.0")
    assert possible(rows["count", "has_repository"]) == (10, None, None, False)
    # without a number of repositories nothing can be said of them
    assert possible(rows["count", "training"]) == (None, None, None, False)


def test_a_percentage_that_several_counts_give(small: SmallSurvey) -> None:
    rows = audited(small, papers="2000", has_repository="30.0", training="0.1", model="50.0")
    assert possible(rows["count", "has_repository"]) == (2000, 599, 601, True)
    # a half of 599 or 601 is none: 50.0 is 300 of 600
    assert possible(rows["count", "model"]) == (600, 300, 300, True)


@pytest.mark.parametrize(("written", "count"), [("33", 10), ("33.33", 10), ("33.30", None)])
def test_as_many_decimals_as_are_written_count(small: SmallSurvey, written: str, count: int | None) -> None:
    rows = audited(small, papers="30", has_repository=written)
    assert possible(rows["count", "has_repository"]) == (30, count, count, count is not None)


def test_what_the_text_says_is_held_against_the_sum_of_the_years(small: SmallSurvey) -> None:
    claims = (
        Claim("has_repository", "count", "5"),
        Claim("has_repository", "percent", "51"),
        Claim("papers", "count", "11"),
    )
    rows = audited(small, claims[:1] + claims[2:], papers="10", has_repository="50.0")
    assert possible(rows["text", "has_repository"]) == (10, 5, 5, True)
    assert possible(rows["text", "papers"]) == (None, 10, 10, False)
    rows = audited(small, claims[1:], papers="10", has_repository="50.0")
    assert possible(rows["text", "has_repository"]) == (10, 50, 50, False)


def test_how_large_a_spread_can_be(small: SmallSurvey) -> None:
    shares = dict.fromkeys(SIX, "50.0")
    rows = audited(small, papers="8", has_repository="50.0", score_mean="3.00", score_spread="1.22", **shares)
    # four scores of mean 3: all 3, or two of 0 and two of 6, whose sample variance is 4 * 9 / 3
    assert possible(rows["standard deviation", "score_spread"]) == (4, 0, pytest.approx(math.sqrt(12)), True)
    assert possible(rows["standard error", "score_spread"]) == (4, 0, pytest.approx(math.sqrt(3)), True)
    # six independent halves: 6 * 1/4
    assert rows["independent criteria", "score_spread"]["lowest"] == pytest.approx(math.sqrt(1.5))
    assert rows["independent criteria", "score_spread"]["holds"]
    rows = audited(small, papers="8", has_repository="50.0", score_mean="2.50", score_spread="0.57", **shares)
    # two of 2 and two of 3: sample variance 4 * 1/4 / 3
    assert rows["standard deviation", "score_spread"]["lowest"] == pytest.approx(math.sqrt(1 / 3))
    assert not rows["standard deviation", "score_spread"]["holds"]
    assert possible(rows["mean", "score_mean"]) == (4, 3, 3, False)
