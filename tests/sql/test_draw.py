"""Blind sheets: who is drawn, and that nothing of the rules stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.queries import result_rows

from .conftest import SmallSurvey

YES = {2020: 6, 2021: 3, 2022: 1}
"""Of ten papers a year, how many give a repository."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    survey = SmallSurvey(tmp_path_factory.mktemp("many") / "survey")
    for year, yes in YES.items():
        for number in range(10):
            survey.paper(f"p{number}", year)
            survey.verdict(f"p{number}", "has_repository", "yes" if number < yes else "no", year)
    with connect(survey.store) as database:
        yield database


def drawn(database: duckdb.DuckDBPyConnection, **variables: object) -> list[tuple[int, str]]:
    asked = {"draw_papers": None, "seed": 1, "only_venue": None, "only_years": None}
    set_variables(database, asked | variables)
    return [(row["year"], row["paper"]) for row in result_rows(database, "to_review")]


def test_each_year_and_answer_gets_its_share_rounded_up_or_down(many: duckdb.DuckDBPyConnection) -> None:
    for seed in range(1, 12):
        found = drawn(many, draw_papers=11, seed=seed)
        assert len(set(found)) == 11
        strata = Counter((year, int(paper[1:]) < YES[year]) for year, paper in found)
        for year, yes in YES.items():
            for answer, size in ((True, yes), (False, 10 - yes)):
                assert abs(strata[year, answer] - size * 11 / 30) < 1, (seed, year, answer)


@pytest.mark.slow
def test_each_paper_is_as_likely_as_any_other(many: duckdb.DuckDBPyConnection) -> None:
    seeds = 100
    times = Counter(paper for seed in range(seeds) for paper in drawn(many, draw_papers=6, seed=seed))
    assert len(times) == 30
    assert all(abs(count - seeds * 6 / 30) < 4.5 * 4 for count in times.values())  # 4 is its standard deviation


def test_a_seed_draws_the_same_and_another_draws_others(many: duckdb.DuckDBPyConnection) -> None:
    first = drawn(many, draw_papers=11, seed=7)
    assert drawn(many, draw_papers=11, seed=7) == first
    assert drawn(many, draw_papers=11, seed=8) != first


def test_the_order_of_the_sheet_tells_nothing_of_the_answers(many: duckdb.DuckDBPyConnection) -> None:
    found = drawn(many)
    assert len(found) == 30
    answers = "".join(str(int(int(paper[1:]) < YES[year])) for year, paper in found)
    assert "1" * 10 not in answers
    assert "0" * 20 not in answers


def test_a_draw_can_be_of_one_venue_and_of_some_years(many: duckdb.DuckDBPyConnection) -> None:
    assert {year for year, _ in drawn(many, only_years=[2020, 2021])} == {2020, 2021}
    assert drawn(many, only_venue="other") == []
    assert len(drawn(many, only_venue="small", draw_papers=100)) == 30


def test_a_sheet_holds_every_question_and_nothing_of_the_rules(small: SmallSurvey) -> None:
    small.paper("one", pdf_url="https://p.example/one.pdf")
    small.repository("one", {})
    small.verdict("one", "training", "yes", origin="https://github.com/small/one", head="a" * 40)
    (row,) = small.statistic("to_review", variables={"seed": 3})
    assert row == {
        "venue": "small",
        "year": 2022,
        "paper": "one",
        "title": "One",
        "landing_url": None,
        "pdf_url": "https://p.example/one.pdf",
        "addresses": f"https://github.com/small/one (commit {'a' * 40})",
        "repository": None,
        **{c.criterion: None for c in registered_criteria()},
        "why": None,
        "draw": "seed 3, 1 of 1 papers",
    }
