"""Table 1: the figures of ``sql/statistics/table1.sql`` laid out as the study published them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb
from rich.table import Table as RichTable

from analysis.database import statistic

LABELS = {
    "papers": "Papers",
    "has_repository": "Has repository",
    "public_data": "Public data",
    "repeatable_paper": "Repeatable papers",
    "dependencies": "Dependencies",
    "training": "Training",
    "evaluation": "Evaluation",
    "model": "Model",
    "documentation": "Documentation",
    "licensing": "Licensing",
    "repeatable": "Repeatable",
}
SCORE_LABELS = {
    "mean": "Score: mean (0 to 6)",
    "standard_deviation": "Score: standard deviation",
    "standard_error": "Score: standard error",
}
LEGEND = (
    "Each cell: share, yes/judged. “+n ?”: n more of which nothing is known, never counted as no. "
    "“+n gone”: n more whose host says that there is nothing public."
)

Figures = dict[str, object]


@dataclass
class Layout:
    """A table of words: one column for the row's label, one an edition."""

    title: str
    heads: list[str]
    sections: list[tuple[str, list[list[str]]]] = field(default_factory=list)
    """A denominator and its rows."""


def table1(database: duckdb.DuckDBPyConnection) -> list[Layout]:
    """One table a venue: the years, then all years together."""
    rows: list[Figures] = statistic(database, "table1").to_arrow_table().to_pylist()
    venues: dict[object, list[Figures]] = {}
    for row in rows:
        venues.setdefault(row["venue"], []).append(row)
    return [_layout(str(venue), figures) for venue, figures in venues.items()]


def render(layout: Layout) -> RichTable:
    """The table for a terminal."""
    table = RichTable(title=layout.title, caption=LEGEND, caption_justify="left", title_justify="left")
    for i, head in enumerate(layout.heads):
        table.add_column(head, justify="right" if i else "left", no_wrap=True)
    for name, rows in layout.sections:
        if name:
            table.add_section()
            table.add_row(f"[italic]{name}[/]")
        for row in rows:
            table.add_row(*row)
    return table


def _layout(venue: str, rows: list[Figures]) -> Layout:
    years = list(dict.fromkeys(row["year"] for row in rows))
    cells = {(row["metric"], row["year"]): row for row in rows}

    def line(label: str, texts: Iterable[str]) -> list[str]:
        return [label, *texts]

    sizes = [line(LABELS["papers"], (str(cells["papers", y]["n"]) for y in years))]
    of_papers = ("has_repository", "public_data", "repeatable_paper")
    papers = [line(LABELS[m], (_share(cells.get((m, y))) for y in years)) for m in of_papers]
    rest = [m for m in LABELS if m not in ("papers", *of_papers)]
    repositories = [line(LABELS[m], (_share(cells.get((m, y))) for y in years)) for m in rest]
    scores = [
        line(label, (_score(cells.get(("score", y)), column) for y in years)) for column, label in SCORE_LABELS.items()
    ]
    return Layout(
        title=f"{venue}: how reproducible",
        heads=["", *(str(year) if year is not None else "all" for year in years)],
        sections=[("", sizes), ("of all papers", papers), ("of repositories that were looked into", repositories + scores)],
    )


def _share(figures: Figures | None) -> str:
    if figures is None:
        return "–"
    share = f"{100 * figures['share']:.1f} %  {figures['yes']}/{figures['n']}" if figures["n"] else "–"  # type: ignore[operator]
    return share + _beside(figures)


def _score(figures: Figures | None, column: str) -> str:
    if figures is None or figures[column] is None:
        return "–"
    return f"{figures[column]:.2f}" + (f"  n={figures['n']}{_beside(figures)}" if column == "mean" else "")


def _beside(figures: Figures) -> str:
    unknown = f" +{figures['unknown']} ?" if figures["unknown"] else ""
    return unknown + (f" +{figures['gone']} gone" if figures["gone"] else "")
