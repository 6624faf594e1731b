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
    papers(small, {2020: (4, 10), 2021: (5, 10), 2022: (6, 10)})
    # with the years as 0, 1, 2: covariation 17 - 15 * 30 / 30 = 2, variation 50 - 30 * 30 / 30 = 20, p (1 - p) = 1/4
    row = trend(small, "has_repository")
    assert (row["years"], row["n"], row["fewest"], row["direction"]) == (3, 30, 10, "up")
    assert row["slope"] == pytest.approx(2 / 20)
    assert row["z"] == pytest.approx(2 / 5**0.5)
    assert row["p"] == pytest.approx(0.3711, abs=5e-5)
    assert (row["tests"], row["p_holm"], row["not_tested"]) == (1, row["p"], None)


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
    ("counts", "why"),
    [
        ({2020: (0, 12), 2021: (12, 12)}, "fewer than three years"),
        ({2020: (10, 10), 2021: (11, 11), 2022: (10, 10)}, "all are yes"),
        ({2020: (0, 10), 2021: (0, 10), 2022: (0, 10)}, "none is yes"),
        ({2020: (0, 10), 2021: (4, 9), 2022: (10, 10)}, "fewer than ten judged in a year"),
    ],
    ids=["two years", "all", "none", "few"],
)
def test_where_there_is_nothing_to_test_there_is_no_test(
    small: SmallSurvey, counts: dict[int, tuple[int, int]], why: str
) -> None:
    papers(small, counts)
    row = trend(small, "has_repository")
    tested = ("slope", "direction", "z", "p", "p_holm")
    assert ({row[column] for column in tested}, row["tests"], row["not_tested"]) == ({None}, 0, why)


def test_p_values_are_corrected_for_the_number_of_a_venue_s_tests(small: SmallSurvey) -> None:
    """Smallest first, times 4, 3, 2, 1 and never below the one before, by hand; another venue's do not count."""
    shares = {"one": (0, 20, 40), "two": (10, 20, 30), "three": (16, 20, 24), "four": (16, 20, 23)}
    rows = [
        (v, m, 2020 + y, yes)
        for v, ms in (("a", shares), ("b", ["one"]))
        for m in ms
        for y, yes in enumerate(shares[m])
    ]
    rows += [("a", "untested", 2020, 1)]
    with connect(small.store) as database:
        database.execute("create table counted (venue varchar, metric varchar, year int, yes int)")
        database.executemany("insert into counted values ($1, $2, $3, $4)", rows)
        database.execute("create or replace view outcomes as select *, 'papers' as denominator, 40 as n from counted")
        told = {(r["venue"], r["metric"]): r for r in result(database, "trends").to_arrow_table().to_pylist()}
    p = {metric: told["a", metric]["p"] for metric in shares}
    assert p["one"] < p["two"] < 0.001 < p["three"] < p["four"]
    held = {metric: told["a", metric]["p_holm"] for metric in shares}
    assert held["one"] == pytest.approx(4 * p["one"])
    assert held["two"] == pytest.approx(3 * p["two"])
    assert held["three"] == held["four"] == pytest.approx(2 * p["three"])
    assert held["three"] > p["four"]
    assert told["b", "one"]["p_holm"] == told["b", "one"]["p"]
    assert (told["a", "untested"]["p_holm"], told["a", "untested"]["tests"]) == (None, 4)


def test_a_year_of_which_nothing_is_known_is_no_year(small: SmallSurvey) -> None:
    papers(small, {2020: (0, 2), 2021: (1, 2), 2022: (2, 2)})
    small.paper("unread", 2023)
    assert trend(small, "has_repository")["years"] == 3
