"""A survey beside a published table, and the published table held against itself.

The figures of ``sql/statistics/comparison.sql`` and ``sql/lists/published_audit.sql`` laid out for a terminal or
as Markdown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import duckdb
from rich import box
from rich.console import Group
from rich.table import Table as RichTable

from reprosurvey.analysis.report.table1 import SHARES, Cell, Figures, Layout, beside
from reprosurvey.analysis.report.terminal import filled, titled
from reprosurvey.crawler.store.queries import result_rows

LABELS = {
    "papers": "Papers",
    **SHARES,
    "score": "Score, mean",
    "score_mean": "Score, mean",
    "score_spread": "Score, SD",
}
QUESTIONS = {
    "mean": "Mean, by criteria",
    "standard deviation": "± as SD",
    "standard error": "± as SE",
    "half a 95 % interval": "± as 95 %",
    "independent criteria": "± if independent",
}
EXPLANATIONS = {
    "unknown": "what is unknown can explain it",
    "gone": "with the repositories that are gone it can be explained, not without",
    "undecided": "with the papers that may have a repository or none it can be explained, not without",
    "other": "what is unknown or gone does not explain it: rules, readers or time differ",
}
COMPARISON_LEGEND = (
    "Published → survey; shares in percent. Beneath: yes/judged and the 95 % interval; ?n: n more of which nothing is "
    "known, †n: n repositories that are gone, na n: n more to which it does not apply. Both are counts of nearly the "
    "same papers, so that no test for independent samples applies."
)
AUDIT_LEGEND = (
    "As published, and beneath what the rest of the table allows: the count of its denominator that rounds to the "
    "percentage, the sum of the years, the sum of the six shares, and how large the spread of scores from 0 to 6 with "
    "that mean can be, read as standard deviation (SD), as standard error (SE), as half a 95 % interval, and if the "
    "criteria were independent of each other. ✓ possible, ✗ not."
)
DECIMALS = {"percent": 1, "score": 2, "papers": 0}

Row = tuple[str, list[Cell]]


def comparison(database: duckdb.DuckDBPyConnection) -> list[Layout]:
    """One table for each published one: a column a year, and one for all."""
    layouts = []
    for title, figures in _by_source(database, "comparison"):
        rows = list(_rows(figures, ("denominator", "metric"), lambda key: LABELS[key[1]], _compared))
        of_papers = [row for (denominator, _), row in rows if denominator != "repositories"]
        of_repositories = [row for (denominator, _), row in rows if denominator == "repositories"]
        sections = [("of all papers", of_papers), ("of repositories", of_repositories)]
        layouts.append(Layout(f"The survey beside {title}", _heads(figures), sections))
    return layouts


def audit(database: duckdb.DuckDBPyConnection) -> list[Layout]:
    """One table for each published one."""
    layouts = []
    for title, figures in _by_source(database, "published_audit"):
        rows = list(_rows(figures, ("question", "metric"), lambda key: QUESTIONS.get(key[0], LABELS[key[1]]), _audited))
        sections = [
            ("percentages as counts", [row for (question, _), row in rows if question == "count"]),
            ("what the text says", [row for (question, _), row in rows if question == "text"]),
            ("score", [row for (question, _), row in rows if question in QUESTIONS]),
        ]
        layouts.append(Layout(f"Held against itself: {title}", _heads(figures), sections))
    return layouts


def far_apart(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Which shares differ by more than ten points, a line for each thing that can explain it."""
    apart: dict[str, list[str]] = {}
    for row in result_rows(database, "comparison"):
        if row["over_ten_points"]:
            cell = f"{row['metric']} of {row['denominator']} {row['year'] or 'of all years'}"
            apart.setdefault(row["explanation"], []).append(cell)
    return [
        f"More than ten points apart, and {words}: {', '.join(apart[explanation])}."
        for explanation, words in EXPLANATIONS.items()
        if explanation in apart
    ]


def render(layout: Layout) -> Group:
    """The table for a terminal; cells fold where it is narrow."""
    empty = RichTable(box=box.SIMPLE_HEAD, collapse_padding=True)
    return titled(layout, filled(empty, layout, "\n", fold=True))


def _by_source(database: duckdb.DuckDBPyConnection, statistic: str) -> Iterator[tuple[str, list[Figures]]]:
    figures = result_rows(database, statistic)
    for source, citation in database.sql("select source, citation from published_sources order by source").fetchall():
        if of_source := [row for row in figures if row["source"] == source]:
            yield f"{citation} ({source})", of_source


def _years(figures: list[Figures]) -> list[int | None]:
    """The years, and None for all of them together, of which what is published may tell more than of the only year."""
    return [*sorted({row["year"] for row in figures if row["year"] is not None}), None]


def _heads(figures: list[Figures]) -> list[str]:
    return [str(year or "all") for year in _years(figures)]


def _rows(
    figures: list[Figures],
    names: tuple[str, str],
    label: Callable[[tuple[str, str]], str],
    cell: Callable[[Figures], Cell],
) -> Iterator[tuple[tuple[str, str], Row]]:
    """A row for each pair of values that the columns ``names`` have, a cell a year."""
    cells: dict[tuple[str, str], dict[int | None, Cell]] = {}
    for row in figures:
        cells.setdefault((row[names[0]], row[names[1]]), {})[row["year"]] = cell(row)
    for key, found in cells.items():
        yield key, (label(key), [found.get(year, Cell("")) for year in _years(figures)])


def _compared(row: Figures) -> Cell:
    decimals = DECIMALS[row["unit"]]
    ours = "–" if row["ours"] is None else f"{row['ours']:.{decimals}f}"
    return Cell(
        f"{row['published']:.{decimals}f} → {ours}",
        basis=_basis(row),
        beside="" if row["metric"] == "score_spread" else beside(row),
    )


def _basis(row: Figures) -> str:
    if row["unit"] == "papers" or row["metric"] == "score_spread":
        return ""
    judged = f"n={row['n']}" if row["yes"] is None else f"{row['yes']}/{row['n']}"
    decimals = 0 if row["unit"] == "percent" else 1
    return judged if row["low"] is None else f"{judged} {row['low']:.{decimals}f}–{row['high']:.{decimals}f}"


def _audited(row: Figures) -> Cell:
    possible = "no count" if row["lowest"] is None else _span(row)
    unit = " %" if row["question"] == "text" and row["unit"] == "percent" else ""
    return Cell(_decimals(row, row["published"]) + unit, basis=f"{possible} {'✓' if row['holds'] else '✗'}")


def _span(row: Figures) -> str:
    if row["question"] == "count":
        span = dict.fromkeys(f"{row[bound]:.0f}" for bound in ("lowest", "highest"))
        return f"{'–'.join(span)}/{row['n']}"
    return " – ".join(dict.fromkeys(_decimals(row, row[bound]) for bound in ("lowest", "highest")))


def _decimals(row: Figures, value: float) -> str:
    return f"{value:.2f}" if row["question"] in QUESTIONS else f"{value:.1f}".removesuffix(".0")
