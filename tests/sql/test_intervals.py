"""Intervals and tests against figures that others published."""

from __future__ import annotations

from statistics import NormalDist

import duckdb
import pytest

from reprosurvey.crawler.store.database import connect

from .conftest import SmallSurvey


@pytest.fixture
def database(small: SmallSurvey) -> duckdb.DuckDBPyConnection:
    return connect(small.store)


def value(database: duckdb.DuckDBPyConnection, expression: str, *arguments: float | None) -> float | None:
    (found,) = database.execute(f"select {expression}", arguments).fetchone()
    return found


@pytest.mark.parametrize(
    ("yes", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_s_interval_is_the_one_of_newcombe_s_table_1(
    database: duckdb.DuckDBPyConnection, yes: int, n: int, low: float, high: float
) -> None:
    assert value(database, "wilson_low($1, $2)", yes, n) == pytest.approx(low, abs=5e-5)
    assert value(database, "wilson_high($1, $2)", yes, n) == pytest.approx(high, abs=5e-5)


def test_wilson_s_interval_ends_where_shares_do(database: duckdb.DuckDBPyConnection) -> None:
    assert value(database, "wilson_low(0, 7)") == 0
    assert value(database, "wilson_high(7, 7)") == 1
    assert value(database, "wilson_low(0, 0)") is None
    assert value(database, "wilson_high(null, 5)") is None


@pytest.mark.parametrize(
    ("freedom", "published"),
    [(1, 12.706), (2, 4.303), (3, 3.182), (4, 2.776), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980)],
)
def test_student_s_quantile_is_the_one_of_the_tables(
    database: duckdb.DuckDBPyConnection, freedom: int, published: float
) -> None:
    assert value(database, "student_quantile($1)", freedom) == pytest.approx(published, rel=2e-3)


def test_one_value_has_no_interval(database: duckdb.DuckDBPyConnection) -> None:
    assert value(database, "margin_of_error(null, 1)") is None
    assert value(database, "student_quantile(0)") is None


def test_the_normal_distribution_is_python_s(database: duckdb.DuckDBPyConnection) -> None:
    normal = NormalDist()
    for z in (-6, -3.5, -1.96, -1, -0.1, 0, 0.1, 0.5, 1, 1.96, 2.5, 4, 6):
        assert value(database, "normal_cdf($1::double)", z) == pytest.approx(normal.cdf(z), abs=7.5e-8)
        p = 2 * (1 - normal.cdf(abs(z)))
        assert value(database, "two_sided_p_value($1::double)", z) == pytest.approx(p, abs=1.5e-7)
    assert value(database, "two_sided_p_value(null::double)") is None
