"""How rows of a statistic that nobody has seen yet are drawn."""

from __future__ import annotations

from typing import Any

import pytest

from reprosurvey.analysis.report.figures import Figures
from reprosurvey.analysis.report.statistics import Statistic, statistics
from reprosurvey.crawler.store.queries import Query


def made(*rows: dict[str, Any], name: str = "made") -> Statistic:
    """Of these rows, which have the same columns."""
    about = "What was made (A. Author (1955)) of 3. Of more."
    query = Query(name, "statistics", about, dict.fromkeys(rows[0], ""), "", "What was made")
    (found,) = statistics(Figures({name: (query, list(rows))}), [])
    return found


def drawn(found: Statistic) -> list[str]:
    """The figures of each chart in words."""
    return [panel.chart.svg.partition('-desc">')[2].partition("</desc>")[0] for panel in found.panels]


def share(venue: str, what: str | None, value: float | None, n: int = 4, year: int | None = None) -> dict[str, Any]:
    return {"venue": venue, "year": year, "what": what, "n": n, "share": value, "unknown": 1}


def test_shares_are_drawn_by_what_the_rows_say_for_each_venue_over_all_years() -> None:
    found = made(share("a", "x", 0.5), share("a", "y", 0.25), share("b", "x", 1.0), share("a", "x", 0.1, year=2020))
    assert drawn(found) == ["x 50.0 %; y 25.0 %", "x 100.0 %"]
    assert [panel.caption for panel in found.panels] == ["a", "b"]
    assert [panel.note for panel in found.panels] == ["n = 4, 1 more unknown"] * 2
    assert [panel.where for panel in found.panels] == [{"venue": "a"}, {"venue": "b"}]


def test_a_denominator_of_its_own_stands_with_each_row() -> None:
    assert drawn(made(share("a", "x", 0.5, 4), share("a", "y", 0.2, 5))) == [
        "x (n\u00a0=\u00a04) 50.0 %; y (n\u00a0=\u00a05) 20.0 %"
    ]


def test_without_words_the_years_are_compared() -> None:
    rows = [share("a", None, 0.5, year=2020), share("a", None, 0.75, year=None)]
    assert drawn(made(*rows)) == ["2020 50.0 %; all years 75.0 %"]


def test_what_is_not_known_yet_is_said_and_not_drawn() -> None:
    found = made(share("a", "x", None))
    assert (found.panels, found.is_known) == ([], False)


def test_rows_without_a_share_are_a_table() -> None:
    found = made({"venue": "a", "kappa": 0.9})
    assert (found.panels, found.is_known) == ([], True)


def test_more_rows_than_a_chart_holds_are_told_of() -> None:
    (panel,) = made(*(share("a", f"x{number}", 0.5) for number in range(20))).panels
    assert panel.note == "n = 4, 1 more unknown, the first 12 of 20"


@pytest.mark.parametrize("value", [0.0, 1.0, 1.2, -0.1])
def test_no_share_breaks_a_chart(value: float) -> None:
    assert (
        len(made(share("a", "a name that is longer than any line of a label may be, or two of them", value)).panels)
        == 1
    )


def test_the_sentence_ends_where_the_first_does() -> None:
    assert made({"n": 1}).sentence == "What was made (A. Author (1955)) of 3."
