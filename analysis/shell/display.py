"""Showing rows to a person, by a pager (``$PAGER``) where they are longer than the screen."""

from __future__ import annotations

import duckdb
import pyarrow as pa
from rich.console import Console

from reprosurvey.analysis.report.text_tables import laid_out, print_relation
from reprosurvey.analysis.shell.commands import TO_READ


def show(rows: pa.Table, console: Console) -> None:
    """Print the rows, on a terminal the first of them."""
    if console.is_terminal and rows.num_rows > TO_READ.rows:
        rows = rows.slice(0, TO_READ.rows)
        console.print(f"The first {TO_READ.rows:,} rows; --output writes all into a file.")
    with duckdb.connect() as database:
        database.execute("set timezone = 'UTC'")
        relation = database.from_arrow(rows)
        if not console.is_terminal:
            print_relation(relation, console)
            return
        shown = laid_out(relation, console)
    if len(console.render_lines(shown)) < console.height:
        console.print(shown)
    else:
        with console.pager():
            console.print(shown)
