"""Trends over the years."""

from __future__ import annotations

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result

from .conftest import SmallSurvey


def trend(small: SmallSurvey, metric: str) -> dict[str, object]:
    return next(row for row in small.statistic("trends") if row["metric"] == metric)


def papers(small: SmallSurvey, counts: dict[int, tuple[int, int]]) -> None:
    """By year, how many papers have a repository, of how many."""
    for year, (yes, n) in counts.items():
        for i in range(n):
            small.paper(f"paper{i}", year)
            small.verdict(f"paper{i}", "has_repository", "yes" if i < yes else "no", year)


def test_a_trend_is_worked_out_by_hand(small: SmallSurvey) -> None:
    papers(small, {2020: (0, 2), 2021: (1, 2), 2022: (2, 2)})
    # with the years as 0, 1, 2: covariation 5 - 3 * 6 / 6 = 2, variation 10 - 6 * 6 / 6 = 4, p (1 - p) = 1/4
    row = trend(small, "has_repository")
    assert (row["years"], row["n"], row["direction"]) == (3, 6, "up")
    assert row["slope"] == pytest.approx(2 / 4)
    assert row["z"] == pytest.approx(2)
    assert row["p"] == pytest.approx(0.0455, abs=5e-5)


def test_the_test_is_the_one_of_r(small: SmallSurvey) -> None:
    """The example of R's ``prop.trend.test``: X-squared = 8.2249, p-value = 0.004132."""
    smokers = "(2001, 83, 86), (2002, 90, 93), (2003, 129, 136), (2004, 70, 82)"
    with connect(small.store) as database:
        database.execute(
            f"""
            create or replace view outcomes as
            select 'fleiss' as venue, year, 'smokers' as metric, 'papers' as denominator, n, yes
            from (values {smokers}) as patients (year, yes, n)
            """
        )
        (row,) = result(database, "trends").to_arrow_table().to_pylist()
    assert row["direction"] == "down"
    assert row["z"] ** 2 == pytest.approx(8.2249, abs=5e-5)
    assert row["p"] == pytest.approx(0.004132, abs=5e-7)


@pytest.mark.parametrize(
    "counts",
    [
        {2020: (0, 2), 2021: (2, 2)},
        {2020: (1, 1), 2021: (2, 2), 2022: (1, 1)},
        {2020: (0, 1), 2021: (0, 1), 2022: (0, 1)},
    ],
    ids=["two years", "all", "none"],
)
def test_where_there_is_nothing_to_test_there_is_no_test(
    small: SmallSurvey, counts: dict[int, tuple[int, int]]
) -> None:
    papers(small, counts)
    row = trend(small, "has_repository")
    assert (row["slope"], row["direction"], row["z"], row["p"]) == (None, None, None, None)


def test_a_year_of_which_nothing_is_known_is_no_year(small: SmallSurvey) -> None:
    papers(small, {2020: (0, 2), 2021: (1, 2), 2022: (2, 2)})
    small.paper("unread", 2023)
    assert trend(small, "has_repository")["years"] == 3
