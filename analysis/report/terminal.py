"""Table 1 on a terminal, and as a picture of one."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

from rich.console import CONSOLE_SVG_FORMAT, Console, Group  # type: ignore[attr-defined]
from rich.table import Table
from rich.terminal_theme import SVG_EXPORT_THEME
from rich.text import Text

from reprosurvey.analysis.report.table1 import LEGEND, Cell, Layout

SELF_CONTAINED_SVG = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
"""rich's form of an SVG, without the fonts that it would load from elsewhere."""
WIDTH = 100
"""Columns of what is written into a file."""

LABEL = 15
"""Columns of a row's label, in which five years stand on a terminal of 80; a longer one goes on in the next line."""

UNBOUNDED = 10_000
"""Columns in which any table fits."""


def print_tables(layouts: list[Layout], console: Console) -> None:
    """Print the tables, each in as many parts as the console's width asks for."""
    for layout in layouts:
        console.print(*(titled(layout, table) for table in _fitted(layout, console)))
        console.print(Text(LEGEND, style="dim"))


def as_text(layouts: list[Layout]) -> str:
    """The tables as plain text."""
    console = Console(file=io.StringIO(), width=WIDTH, record=True)
    print_tables(layouts, console)
    return console.export_text()


def draw(layouts: list[Layout], path: Path) -> None:
    """Draw the tables into an SVG file."""
    console = Console(record=True, file=io.StringIO(), width=WIDTH)
    print_tables(layouts, console)
    console.save_svg(str(path), title="reprosurvey", theme=SVG_EXPORT_THEME, code_format=SELF_CONTAINED_SVG)


def _fitted(layout: Layout, console: Console) -> list[Table]:
    """The table in the widest form that fits: a figure and its interval in a line, or below each other, or in parts."""
    tables = [_table(layout, " ")]
    columns = len(layout.heads)
    anything = console.options.update(max_width=UNBOUNDED)
    while columns and max(console.measure(table, options=anything).maximum for table in tables) > console.width:
        tables = [_table(_columns(layout, i, i + columns), "\n") for i in range(0, len(layout.heads), columns)]
        columns -= 1
    return tables


def _columns(layout: Layout, start: int, stop: int) -> Layout:
    sections = [(name, [(label, cells[start:stop]) for label, cells in rows]) for name, rows in layout.sections]
    return replace(layout, heads=layout.heads[start:stop], sections=sections)


def _table(layout: Layout, separator: str) -> Table:
    return filled(Table(), layout, separator)


def titled(layout: Layout, table: Table) -> Group:
    """A table below its title, which may be wider than a table of few columns."""
    return Group(Text(layout.title, style="table.title"), table)


def filled(table: Table, layout: Layout, separator: str, *, fold: bool = False) -> Table:
    """``table`` with the layout's heads and rows.

    Args:
        table: Without columns.
        layout: What goes into it.
        separator: Between a figure and its interval, and between what it rests on and what it leaves out.
        fold: Whether figures may be broken where the table is too wide.
    """
    table.add_column("", max_width=LABEL, overflow="fold")
    for head in layout.heads:
        table.add_column(head, justify="right", no_wrap=not fold)
    for name, rows in layout.sections:
        table.add_section()
        table.add_row(Text(name, style="italic"))
        for label, cells in rows:
            table.add_row(label, *(_lines(cell, separator) for cell in cells))
    return table


def _lines(cell: Cell, separator: str) -> Text:
    """The figure with its interval, and what it rests on with what it leaves out."""
    figure = Text(cell.figure)
    if cell.interval:
        figure.append(separator).append(cell.interval, style="dim")
    basis = separator.join(part for part in (cell.basis, cell.beside) if part)
    return figure.append(f"\n{basis}", style="dim") if basis else figure
