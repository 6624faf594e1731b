"""The rows of a query as a table on the terminal."""

from __future__ import annotations

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_relation(relation: duckdb.DuckDBPyRelation | None, console: Console) -> None:
    """Print all rows; nothing for a statement that yields none."""
    if relation is None:
        return
    table = Table()
    for name in relation.columns:
        table.add_column(Text(name), overflow="fold")
    for row in relation.project("cast(columns(*) as varchar)").fetchall():
        table.add_row(*(Text(value or "") for value in row))
    console.print(table)
