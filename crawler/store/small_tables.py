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
    kinds = ", ".join(f"{column} {kind}" for column, (kind, _) in columns.items())
    database.execute(f"create or replace table {name} ({kinds})")
    if rows:
        places = ", ".join(f"${place}" for place in range(1, len(columns) + 1))
        database.executemany(f"insert into {name} values ({places})", rows)
    for column, (_, meaning) in columns.items():
        database.execute(f"comment on column {name}.{column} is {quoted(meaning)}")


def quoted(text: str) -> str:
    """The text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"
