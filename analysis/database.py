"""DuckDB over a survey: the tables' whole history, and the views of ``sql/views/`` over it.

``history.<table>`` holds every row that was ever appended, ``<view>`` the latest state.
"""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files

import duckdb

from crawler.schemas import TABLES, Table
from crawler.store import Store


def connect(
    store: Store,
    as_of: datetime | None = None,
    *,
    first_visit: bool = False,
    since: datetime | None = None,
    only_rules: bool = False,
) -> duckdb.DuckDBPyConnection:
    """An in-memory database with the survey's history and views. Only the survey's files can be read through it.

    Args:
        store: The survey.
        as_of: The day of which the view ``survey`` is; None for the present.
        first_visit: Whether it is instead the one of each repository as it was first found.
        since: From when on the statistic ``changes`` tells; None for all.
        only_rules: Whether it tells only of what new rules changed.
    """
    database = duckdb.connect()
    database.execute("set timezone = 'UTC'")
    survey_of = "earlier_surveys" if first_visit or as_of is not None else "present_survey"
    chosen = {"as_of": as_of, "survey_of": survey_of, "since": since, "only_rules": only_rules}
    for name, value in chosen.items():
        database.execute(f"set variable {name} = $1", [value])
    database.execute("create schema history")
    database.execute("create schema columns_of")
    for table in TABLES.values():
        _add_history(database, store, table)
    for view in sorted((files("sql") / "views").iterdir(), key=lambda f: f.name):
        database.execute(view.read_text())
    return database


def _add_history(database: duckdb.DuckDBPyConnection, store: Store, table: Table) -> None:
    """The table's rows; a column that came later than a file is null in that file's rows."""
    database.register("arrow_schema", table.columns.empty_table())
    database.execute(f"create table columns_of.{table.name} as from arrow_schema")
    database.unregister("arrow_schema")
    rows = f"from columns_of.{table.name}"
    if any((store.path / table.name).rglob("*.parquet")):
        pattern = str(store.path / table.name / "**" / "*.parquet").replace("'", "''")
        partition = "hive_types = {'venue': varchar, 'year': integer}, " if table.partitioned else ""
        options = f"{partition}hive_partitioning = {table.partitioned}, union_by_name = true"
        rows += f" union all by name from read_parquet('{pattern}', {options})"
    database.execute(f"create view history.{table.name} as {rows}")
