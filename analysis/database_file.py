"""The survey as one DuckDB file that needs nothing else: its tables, and the views and statistics over them.

Abstracts, texts of papers and files of repositories are works of others. They are left out unless asked for: the
columns and tables are there, and empty, so that each view works.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import duckdb

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import add_statistics, add_views, at_once
from reprosurvey.crawler.store.history import add_columns, select_rows
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.relations import comment_on
from reprosurvey.crawler.store.schemas import BLOBS, PAPERS, TABLES, TEXTS, Table

STORAGE = "v1.2.0"
"""The form of the file, which shells, editors and drivers of older DuckDB read, too."""
_IF = 'create macro "if"(condition, yes, no) as case when condition then yes else no end'
"""What DuckDB 1 knows as syntax and DuckDB 2 writes into its views as a function."""


def write_database(store: Store, output: Path, *, texts: bool) -> None:
    """Write it beside ``output`` and rename it in.

    Raises:
        UsageError: The file cannot be written, or is something else that would be lost.
    """
    if output.exists() and not _is_database(output):
        raise UsageError(f"{output} is no DuckDB file; name another, or remove it first")
    try:
        with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as folder:
            file = Path(folder) / output.name
            with duckdb.connect(str(file), config={"storage_compatibility_version": STORAGE}) as database:
                _fill(database, store, texts=texts)
            file.replace(output)
    except (OSError, duckdb.IOException) as error:
        raise UsageError(f"cannot write {output}: {error}") from None


def _is_database(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(12).endswith(b"DUCK")


def _fill(database: duckdb.DuckDBPyConnection, store: Store, *, texts: bool) -> None:
    store.storage.attach(database)
    database.execute("set timezone = 'UTC'")
    with at_once(database):
        database.execute("create schema history")
        for table in TABLES.values():
            add_columns(database, table)
            rows = select_rows(store, table)
            database.execute(f"create table history.{table.name} as {rows if texts else _without_texts(table, rows)}")
        database.execute("drop schema columns_of cascade")
        database.execute(_IF)
        add_views(database)
    add_statistics(database)
    with at_once(database):
        comment_on(database)


def _without_texts(table: Table, rows: str) -> str:
    if table in (TEXTS, BLOBS):
        return f"from ({rows}) limit 0"
    return f"select * replace (null::varchar as abstract) from ({rows})" if table is PAPERS else rows
