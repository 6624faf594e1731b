"""The rows of a query for people: a table on the terminal, and one in Markdown. A cell is shown, never run."""

from __future__ import annotations

import re
from html import escape

import duckdb
from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from reprosurvey.crawler.printable import printable_lines

READABLE = 12
"""Characters of a column that a reader wants to see in one line; with less, a row is shown as a block."""

UNBOUNDED = 1 << 20
"""More characters than a line has."""

_LINK = re.compile(r"\][(\[]")
"""Within what Markdown makes a link or a picture of, in a cell, where nothing defines one."""

_FRAME = 3
"""Characters between two columns."""


def print_relation(relation: duckdb.DuckDBPyRelation | None, console: Console) -> None:
    """Print all rows, in a file or a pipe as wide as they are; nothing for a statement that yields none."""
    if relation is None or console.quiet:
        return
    shown = laid_out(relation, console)
    if not console.is_terminal:
        width = console.measure(shown, options=console.options.update(width=UNBOUNDED)).maximum
        console = type(console)(file=console.file, width=width)
    console.print(shown)


def laid_out(relation: duckdb.DuckDBPyRelation, console: Console) -> RenderableType:
    """A table; where its columns do not fit on the terminal, a block a row with a line a column."""
    names = list(map(printable_lines, relation.columns))
    rows = _texts(relation)
    if rows and console.is_terminal and _width(names, rows) > console.width:
        return Group(*(part for number, row in enumerate(rows, 1) for part in _block(number, names, row)))
    table = Table()
    for name in names:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _width(names: list[str], rows: list[list[str]]) -> int:
    """Of the table, with no column wider than what reads well."""
    widths = (max(map(len, (name, *values))) for name, *values in zip(names, *rows, strict=True))
    return sum(min(width, READABLE) + _FRAME for width in widths)


def markdown(relation: duckdb.DuckDBPyRelation) -> str:
    """A table in GitHub's Markdown."""
    lines = [relation.columns, ["---"] * len(relation.columns), *_texts(relation)]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _block(number: int, names: list[str], row: list[str]) -> tuple[Rule, Table]:
    block = Table.grid(padding=(0, 2, 0, 0))
    block.add_column(style="bold", no_wrap=True)
    block.add_column(overflow="fold")
    for name, value in zip(names, row, strict=True):
        block.add_row(Text(name), Text(value))
    return Rule(str(number), align="left"), block


def _texts(relation: duckdb.DuckDBPyRelation) -> list[list[str]]:
    rows = relation.project("cast(columns(*) as varchar)").fetchall()
    return [[printable_lines(value or "") for value in row] for row in rows]


def _cell(text: str) -> str:
    """The text, of which no page loads a picture and nothing becomes a link behind other words."""
    shown = escape(text, quote=False).replace("\\", "\\\\").replace("|", "\\|").replace("\n", "<br>")
    return shown.replace("[", "\\[") if _LINK.search(shown) else shown
