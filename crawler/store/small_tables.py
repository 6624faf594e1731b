"""Tables made of what comes with the package: registers and figures, each column with what it holds as its comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Columns = Mapping[str, tuple[str, str]]
"""Of each column its type in DuckDB's words, and what it holds."""


def add_table(
    database: duckdb.DuckDBPyConnection, name: str, columns: Columns, rows: Sequence[Sequence[object]]
) -> None:
    """Make the table ``name`` of ``rows``, in the place of one that is there; values stand as its columns do."""
    selected = [
        f"unnest(${place}::{kind}[]) as {column}" for place, (column, (kind, _)) in enumerate(columns.items(), 1)
    ]
    # a column at a time: row by row it takes several times as long, and every command that reads a survey waits for it
    values = [[row[place] for row in rows] for place in range(len(columns))]
    database.execute(f"create or replace table {name} as select {', '.join(selected)}", values)
    for column, (_, meaning) in columns.items():
        database.execute(f"comment on column {name}.{column} is {quoted(meaning)}")


def quoted(text: str) -> str:
    """The text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
