"""Table 1: the figures of ``sql/statistics/table1.sql`` laid out as the study published them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import duckdb

from reprosurvey.crawler.store.criteria import registered_criteria
from reprosurvey.crawler.store.queries import result_rows

OF_PAPERS = {
    **{c.criterion: c.label for c in registered_criteria() if c.in_table1 and c.scope == "paper"},
    "repeatable_paper": "Repeatable papers",
}
OF_REPOSITORIES = {
    **{c.criterion: c.label for c in registered_criteria() if c.in_table1 and c.scope == "repository"},
    "repeatable": "Repeatable repositories",
}
SHARES = OF_PAPERS | OF_REPOSITORIES
"""The label of each metric that is a share."""
SCORES = {
    "mean": "Score, mean",
    "standard_deviation": "Score, SD",
    "standard_error": "Score, SE",
}
LEGEND = (
    "Share, its 95 % interval (Wilson) and yes/judged. ?n: n more of which nothing is known, never counted as no. †n: "
    "n more whose host shows nothing public. na n: n more to which it does not apply (public data: papers without "
    "data). Repeatable: public data, and a repository with dependencies and training code. Score: 0 to 6, its mean "
    "with the 95 % interval (Student), standard deviation (SD) and standard error (SE)."
)
NOTHING = "–"

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and what it rests on."""

    figure: str
    interval: str = ""
    """Its 95 % interval."""
    basis: str = ""
    beside: str = ""
    """How many more there are that the figure leaves out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of words: a label a row, a column a year, and one for all where there are several."""

    title: str
    heads: list[str]
    sections: list[tuple[str, list[tuple[str, list[Cell]]]]]
    """What the shares are of, and the rows."""


def table1(database: duckdb.DuckDBPyConnection) -> list[Layout]:
    """One table a venue: the years, then all years together where there are several."""
    venues: dict[str, list[Figures]] = {}
    for row in result_rows(database, "table1"):
        venues.setdefault(row["venue"], []).append(row)
    return [_layout(venue, figures) for venue, figures in venues.items()]


def columns_of(years: Iterable[int | None]) -> list[int | None]:
    """The years, and None for all of them together where there are several."""
    named = sorted({year for year in years if year is not None})
    return [*named] if len(named) == 1 else [*named, None]


def _layout(venue: str, rows: list[Figures]) -> Layout:
    years = columns_of(row["year"] for row in rows)
    figures = {(row["metric"], row["year"]): row for row in rows}

    def line(label: str, metric: str, cell: Callable[[Figures], Cell]) -> tuple[str, list[Cell]]:
        found = (figures.get((metric, year)) for year in years)
        return label, [cell(row) if row is not None else Cell(NOTHING) for row in found]

    papers = [line("Papers", "papers", lambda row: Cell(str(row["n"])))]
    papers += [line(label, metric, _share) for metric, label in OF_PAPERS.items()]
    repositories = [line(label, metric, _share) for metric, label in OF_REPOSITORIES.items()]
    scores = [line(label, "score", _score(column)) for column, label in SCORES.items()]
    return Layout(
        title=f"How reproducible: {venue}",
        heads=[str(year) if year is not None else "all" for year in years],
        sections=[("of all papers", papers), ("of repositories", repositories + scores)],
    )


def _share(row: Figures) -> Cell:
    if not row["n"]:
        return Cell(NOTHING, basis=f"{row['yes']}/{row['n']}", beside=beside(row))
    interval = f"{100 * row['low']:.0f}–{100 * row['high']:.0f}"
    return Cell(f"{100 * row['share']:.1f} %", interval, f"{row['yes']}/{row['n']}", beside(row))


def _score(column: str) -> Callable[[Figures], Cell]:
    def cell(row: Figures) -> Cell:
        figure = NOTHING if row[column] is None else f"{row[column]:.2f}"
        if column != "mean":
            return Cell(figure)
        interval = "" if row["low"] is None else f"{row['low']:.1f}–{row['high']:.1f}"
        return Cell(figure, interval, f"n={row['n']}", beside(row))

    return cell


def beside(row: Figures) -> str:
    """How many more there are that a figure leaves out, with their marks."""
    marks = (("?", row["unknown"]), ("†", row["gone"]), ("na ", row["not_applicable"]))
    return " ".join(f"{mark}{count}" for mark, count in marks if count)
