"""Citations against score, their rank correlation and its interval, and what the command says."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import CITATIONS
from tests.web import Answer, Site

from .conftest import SIX, SmallSurvey, answers, at

HOST = "api.openalex.org"
SEARCH = f"/{HOST}/works"


def scored(small: SmallSurvey, key: str, score: int, year: int = 2022) -> None:
    small.paper(key, year)
    small.repository(key, answers(" ".join(SIX[:score])), year)


def told(small: SmallSurvey, key: str, citations: int | None, year: int = 2022, *, day: int = 3, **columns: object):
    outcome = "not found" if citations is None else "found"
    row = {"paper": key, "source": "openalex", "outcome": outcome, "citations": citations, "asked_at": at(day)}
    small.store.append(CITATIONS, [row | columns], ("small", year))


def correlations(small: SmallSurvey, *known: tuple[int, int | None, int | None]) -> dict[int | None, dict[str, object]]:
    """By year, what the statistic says of papers of which year, score and citations are known."""
    rows = ", ".join(f"('small', {year}, '{n}', {score}, {count})" for n, (year, score, count) in enumerate(known))
    values = f"(values {rows.replace('None', 'null')}) as t(venue, year, paper, score, citations)"
    with connect(small.store) as database:
        database.execute(f"create table known as from {values}")
        database.execute("create or replace view survey as from known")
        database.execute("create or replace view citations as select *, 'openalex' as source from known")
        table = result(database, "citation_correlation").to_arrow_table().to_pylist()
    return {row["year"]: row for row in table}


def pairs(scores: Sequence[int], citations: Sequence[int], year: int = 2022) -> list[tuple[int, int, int]]:
    return [(year, score, count) for score, count in zip(scores, citations, strict=True)]


def test_the_latest_answer_counts_and_a_failure_says_nothing(small: SmallSurvey) -> None:
    told(small, "one", 3, day=1)
    told(small, "one", 5, day=2)
    told(small, "one", None, day=3, outcome="failed")
    told(small, "two", None, day=1, outcome="failed")
    told(small, "three", 4, day=1)
    told(small, "three", None, day=2)
    assert small.ask("select paper, outcome, citations from citations order by paper") == [
        ("one", "found", 5),
        ("three", "not found", None),
        ("two", "failed", None),
    ]


def test_each_service_has_its_own_answer(small: SmallSurvey) -> None:
    scored(small, "one", 3)
    told(small, "one", 5)
    told(small, "one", 7, source="crossref")
    rows = small.statistic("citations_and_scores")
    assert [(row["source"], row["citations"], row["score"]) for row in rows] == [("crossref", 7, 3), ("openalex", 5, 3)]
    sources = [(r["source"], r["year"]) for r in small.statistic("citation_correlation")]
    assert sources == [("crossref", 2022), ("openalex", 2022), ("crossref", None), ("openalex", None)]


def test_papers_without_score_or_count_are_left_out_and_counted(small: SmallSurvey) -> None:
    scored(small, "both", 2)
    told(small, "both", 7)
    scored(small, "not found", 3)
    told(small, "not found", None)
    scored(small, "never asked", 3)
    small.paper("no repository")
    small.verdict("no repository", "has_repository", "no")
    told(small, "no repository", 100)
    small.paper("preface", kind="front matter")
    for row in small.statistic("citation_correlation"):
        assert (row["papers"], row["without_score"], row["without_citations"], row["n"]) == (4, 1, 2, 1)
    (row,) = small.statistic("citations_and_scores")
    assert (row["paper"], row["title"], row["score"], row["citations"]) == ("both", "Both", 2, 7)


def test_where_nobody_was_asked_there_is_no_row(small: SmallSurvey) -> None:
    scored(small, "one", 3)
    assert small.statistic("citation_correlation") == []


def test_ties_have_their_average_rank(small: SmallSurvey) -> None:
    """The example in the documentation of ``scipy.stats.spearmanr``: ranks 1 2 3.5 5 3.5, so 8 / sqrt(10 * 9.5)."""
    told = correlations(small, *pairs([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]))
    assert list(told) == [2022, None]
    assert [row["rho"] for row in told.values()] == pytest.approx([0.82078268166812329] * 2)


def test_the_interval_is_that_of_bonett_and_wright(small: SmallSurvey) -> None:
    """The example in the documentation of ``statpsych::ci.spear``, which Bonett wrote."""
    first = [21, 4, 9, 12, 35, 18, 10, 22, 24, 1, 6, 8, 13, 16, 19]
    second = [67, 28, 30, 28, 52, 40, 25, 37, 44, 10, 14, 20, 28, 40, 51]
    row = correlations(small, *pairs(first, second))[None]
    assert row["n"] == 15
    assert [row["rho"], row["low"], row["high"]] == pytest.approx([0.8699639, 0.5840951, 0.9638297], abs=5e-8)
    within = [row["rho_within_years"], row["low_within_years"], row["high_within_years"]]
    assert within == pytest.approx([row["rho"], row["low"], row["high"]])


def test_an_interval_around_nothing(small: SmallSurvey) -> None:
    """Ranks 1 2 3 4 against 2 4 1 3: no correlation, and tanh(1.96 * sqrt(1 / 1)) on either side."""
    row = correlations(small, *pairs([0, 1, 2, 3], [20, 40, 10, 30]))[None]
    assert row["rho"] == pytest.approx(0)
    assert [row["low"], row["high"]] == pytest.approx([-math.tanh(1.959964), math.tanh(1.959964)], abs=1e-6)


@pytest.mark.parametrize(
    ("scores", "citations"),
    [([1, 2, 3], [1, 3, 2]), ([2, 2, 2, 2, 2], [1, 2, 3, 4, 5]), ([1, 2, 3, 4, 5], [0, 0, 0, 0, 0])],
)
def test_without_enough_papers_or_variation_nothing_is_said(
    small: SmallSurvey, scores: list[int], citations: list[int]
) -> None:
    row = correlations(small, *pairs(scores, citations), (2022, 5, None), (2022, None, 9))[None]
    assert (row["papers"], row["n"]) == (len(scores) + 2, len(scores))
    assert {row[name] for name in ("rho", "low", "high", "rho_within_years", "low_within_years")} == {None}


@pytest.mark.parametrize("sign", [1, -1])
def test_of_a_perfect_order_no_interval_is_known(small: SmallSurvey, sign: int) -> None:
    row = correlations(small, *pairs(range(7), [(7 + sign * n) ** 2 for n in range(7)]))[None]
    assert row["rho"] == pytest.approx(sign)
    assert (row["low"], row["high"]) == (None, None)


def test_the_years_are_taken_out(small: SmallSurvey) -> None:
    """Within each year the higher score is cited more, and the older papers, with low scores, most.

    Over all, ranks 1 2 3 4 5 6 against 4 6 5 1 2 3: 1 - 6 * (9 + 16 + 4 + 9 + 9 + 9) / 210. Within years, by thirds:
    (-2 0 2) against (-2 2 0) and (-2 0 2), so (4 + 8) / 16, with 6 - 2 - 2 degrees of freedom.
    """
    told = correlations(small, *pairs([1, 2, 3], [10, 30, 20], 2021), *pairs([4, 5, 6], [1, 2, 3]))
    row = told[None]
    assert row["rho"] == pytest.approx(1 - 6 * 56 / 210)
    assert row["rho_within_years"] == pytest.approx(0.75)
    reach = 1.959964 * math.sqrt((1 + 0.75**2 / 2) / 2)
    bounds = [math.tanh(math.atanh(0.75) - reach), math.tanh(math.atanh(0.75) + reach)]
    assert [row["low_within_years"], row["high_within_years"]] == pytest.approx(bounds, abs=1e-6)
    assert (told[2021]["rho"], told[2021]["n"]) == (None, 3)


def test_too_many_years_for_so_few_papers_leave_no_interval_within(small: SmallSurvey) -> None:
    """Four papers of two years: one degree of freedom over all, none within the years."""
    row = correlations(small, *pairs([1, 2], [10, 20], 2021), *pairs([3, 4], [6, 5]))[None]
    assert row["rho"] == pytest.approx(-0.8)
    assert row["low"] < row["rho"] < row["high"]
    assert (row["rho_within_years"], row["low_within_years"]) == (pytest.approx(0), None)


def test_scores_and_counts_alike_in_a_year_add_nothing_within(small: SmallSurvey) -> None:
    one = pairs([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])
    row = correlations(small, *one, *pairs([3, 3], [9, 9], 2021))[None]
    assert row["rho_within_years"] == pytest.approx(0.82078268166812329)


@pytest.mark.parametrize(
    ("address", "doi"),
    [
        ("https://doi.org/10.1234/AB.5", "10.1234/ab.5"),
        ("http://dx.doi.org/10.1007/978-3-031-1_2/", "10.1007/978-3-031-1_2"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701?x=1", "10.1145/3292500.3330701"),
        ("https://link.springer.com/article/10.1007/s1-020-01316-z#Sec1", "10.1007/s1-020-01316-z"),
        ("https://proceedings.mlr.press/v172/ashgrove22a.html", None),
        ("https://lab.example/?doi=10.1234/5", None),
        ("https://lab.example/10.12/5", None),
    ],
)
def test_a_doi_is_read_from_the_papers_own_address(small: SmallSurvey, address: str, doi: str | None) -> None:
    small.paper("one", landing_url=address)
    small.paper("preface", kind="front matter", landing_url=address)
    assert [(row["paper"], row["doi"]) for row in small.statistic("citations_to_ask")] == [("one", doi)]


@pytest.fixture
def command(small: SmallSurvey, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """`reprosurvey citations`, with a site that stands in for OpenAlex."""
    monkeypatch.setenv("COLUMNS", "120")
    settings = tmp_path / "citations.toml"
    settings.write_text(site.settings(HOST) + "[limits]\nattempts = 1\n")
    options = ["--store", str(small.store.path), "--config", str(settings)]
    return lambda *arguments: CliRunner().invoke(app, ["citations", *arguments, *options])


def work(title: str, citations: int) -> Answer:
    found = {"id": "https://openalex.org/W1", "title": title, "publication_year": 2022, "cited_by_count": citations}
    return Answer(200, json.dumps({"results": [found]}).encode(), "application/json")


def test_a_title_without_end_is_searched_for_by_its_beginning(small: SmallSurvey) -> None:
    small.paper("one", title="tree " * 1000)
    assert [len(row["title"]) for row in small.statistic("citations_to_ask")] == [500]


def test_the_command_asks_prints_and_records(small: SmallSurvey, site: Site, command: Callable[..., Result]) -> None:
    small.paper("one")
    small.paper("two")
    site.answer(SEARCH, work("One", 5), work("Three", 9))
    done = command()
    assert done.exit_code == 0, done.output
    row = next(line for line in done.stdout.splitlines() if "openalex" in line)
    assert [cell.strip() for cell in row.split("│")[1:6]] == ["small", "2022", "openalex", "2", "0"]
    (run,) = small.rows("select stage, finished, counts from runs")
    assert (run["stage"], run["finished"], dict(run["counts"])) == ("citations", True, {"found": 1, "not found": 1})
    assert command().exit_code == 0
    assert len(site.asked) == 2


def test_the_command_says_who_refuses_and_what_to_do(
    small: SmallSurvey, site: Site, command: Callable[..., Result]
) -> None:
    small.paper("one")
    site.answer(SEARCH, Answer(401, b'{"error": "Invalid or missing API key"}', "application/json"))
    done = command()
    assert isinstance(done.exception, SurveyError)
    assert str(done.exception) == (
        "api.openalex.org refuses: HTTP 401: Invalid or missing API key; "
        "[tokens] in survey.toml names the variable of its key"
    )
    assert [run["finished"] for run in small.rows("from runs")] == [False]
    assert command("--source", "scholar").exit_code == 2
