"""The tables' whole history in DuckDB: ``history.<table>`` holds every row that was ever appended."""

from __future__ import annotations

import duckdb

from reprosurvey.crawler.store.layout import EVERYTHING, Part, literal
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import Table


def add_columns(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the table without a row, in the schema ``columns_of``."""
    columns = ", ".join(f"{field.name} {field.kind}" for field in table.all_fields)
    database.execute("create schema if not exists columns_of")
    database.execute(f"create table columns_of.{table.name} ({columns})")


def add_history(
    database: duckdb.DuckDBPyConnection, store: Store | None, table: Table, part: Part = EVERYTHING
) -> None:
    """Make the view of the table's rows, or anew of another part of them."""
    database.execute(f"create or replace view history.{table.name} as {select_rows(store, table, part)}")


def add_sealed_history(database: duckdb.DuckDBPyConnection, store: Store, table: Table) -> None:
    """Make it of rows that come through Arrow, so that DuckDB opens no file."""
    database.register(f"rows_of_{table.name}", store.dataset(table))
    database.execute(f"create or replace view history.{table.name} as from rows_of_{table.name}")


def select_rows(store: Store | None, table: Table, part: Part = EVERYTHING) -> str:
    """A query for the table's rows."""
    rows = f"from columns_of.{table.name}"
    if store is not None and (files := store.files_of(table, part)):
        listed = ", ".join("'" + literal(file).replace("'", "''") + "'" for file in store.storage.opened(files))
        partition = "hive_types = {'venue': varchar, 'year': integer}, " if table.partitioned else ""
        options = f"{partition}hive_partitioning = {table.partitioned}"
        rows += f" union all by name from read_parquet([{listed}], {options})"
    return rows
