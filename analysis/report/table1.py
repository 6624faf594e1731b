"""Table 1: the figures of ``sql/statistics/table1.sql`` laid out as the study published them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from rich.console import CONSOLE_SVG_FORMAT, Console  # type: ignore[attr-defined]
from rich.table import Table as RichTable
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from analysis.queries import result

OF_PAPERS = {
    "has_repository": "Has repository",
    "public_data": "Public data",
    "repeatable_paper": "Repeatable",
}
OF_REPOSITORIES = {
    "dependencies": "Dependencies",
    "training": "Training",
    "evaluation": "Evaluation",
    "model": "Model",
    "documentation": "Documentation",
    "licensing": "Licensing",
    "repeatable": "Repeatable",
}
SCORES = {
    "mean": "Score, mean",
    "standard_deviation": "Score, SD",
    "standard_error": "Score, SE",
}
LEGEND = (
    "Share and yes/judged. ?n: n more of which nothing is known, never counted as no. †n: n more whose host says that "
    "there is nothing public. Score: 0 to 6; SD: standard deviation of the scores; SE: standard error of their mean."
)
SELF_CONTAINED_SVG = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""rich's form of an SVG, without the fonts that it would load from elsewhere."""
NOTHING = "–"

Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, and what it rests on."""

    figure: str
    basis: str = ""
    beside: str = ""
    """How many more there are that the figure leaves out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table of words: a label a row, a column a year and one for all."""

    title: str
    heads: list[str]
    sections: list[tuple[str, list[tuple[str, list[Cell]]]]]
    """What the shares are of, and the rows."""


def table1(database: duckdb.DuckDBPyConnection) -> list[Layout]:
    """One table a venue: the years, then all years together."""
    venues: dict[str, list[Figures]] = {}
    for row in result(database, "table1").to_arrow_table().to_pylist():
        venues.setdefault(row["venue"], []).append(row)
    return [_layout(venue, figures) for venue, figures in venues.items()]


def render(layout: Layout) -> RichTable:
    """The table for a terminal."""
    table = RichTable(title=layout.title, caption=LEGEND, caption_justify="left", title_justify="left")
    table.add_column("", no_wrap=True)
    for head in layout.heads:
        table.add_column(head, justify="right", no_wrap=True)
    for name, rows in layout.sections:
        table.add_section()
        table.add_row(Text(name, style="italic"))
        for label, cells in rows:
            table.add_row(label, *(_lines(cell) for cell in cells))
    return table


def draw(layouts: list[Layout], path: Path) -> None:
    """Draw the tables into an SVG file."""
    tables = [render(layout) for layout in layouts]
    console = Console(record=True, file=io.StringIO(), width=100)
    console.width = max((console.measure(table).maximum for table in tables), default=console.width)
    console.print(*tables)
    console.save_svg(str(path), title="reprosurvey", theme=SVG_EXPORT_THEME, code_format=SELF_CONTAINED_SVG)


def _lines(cell: Cell) -> Text:
    rest = [line for line in (cell.basis, cell.beside) if line]
    return Text(cell.figure).append("".join(f"\n{line}" for line in rest), style="dim")


def _layout(venue: str, rows: list[Figures]) -> Layout:
    years = list(dict.fromkeys(row["year"] for row in rows))
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
    figure = f"{100 * row['share']:.1f} %" if row["n"] else NOTHING
    return Cell(figure, f"{row['yes']}/{row['n']}", _beside(row))


def _score(column: str) -> Callable[[Figures], Cell]:
    def cell(row: Figures) -> Cell:
        figure = NOTHING if row[column] is None else f"{row[column]:.2f}"
        return Cell(figure, f"n={row['n']}", _beside(row)) if column == "mean" else Cell(figure)

    return cell


def _beside(row: Figures) -> str:
    marks = (("?", row["unknown"]), ("†", row["gone"]))
    return " ".join(f"{mark}{count}" for mark, count in marks if count)
