"""DuckDB over a survey: the tables' whole history, and the views of ``sql/views/`` over it.

``history.<table>`` holds every row that was ever appended, ``<view>`` the latest state. ``published_*`` holds published
figures to hold the survey against.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.resources import files

import duckdb
import pyarrow as pa

from analysis.published.figures import Published, packaged
from crawler.schemas import TABLES, Table
from crawler.store import Store

_SOURCE = {name: pa.string() for name in ("source", "venue")}
_PUBLISHED = {
    "published_sources": pa.schema({**_SOURCE, **dict.fromkeys(("title", "citation", "url"), pa.string())}),
    "published_figures": pa.schema(
        {**_SOURCE, "year": pa.int32(), **dict.fromkeys(("metric", "denominator", "written"), pa.string())}
    ),
    "published_claims": pa.schema({**_SOURCE, **dict.fromkeys(("metric", "unit", "written"), pa.string())}),
}
"""The tables of published figures: where they stand, the cells, and what the text says of all years together."""


def connect(
    store: Store,
    as_of: datetime | None = None,
    *,
    first_visit: bool = False,
    since: datetime | None = None,
    only_rules: bool = False,
    published: Published | None = None,
) -> duckdb.DuckDBPyConnection:
    """An in-memory database with the survey's history and views. Only the survey's files can be read through it.

    Args:
        store: The survey.
        as_of: The day of which the view ``survey`` is; None for the present.
        first_visit: Whether it is instead the one of each repository as it was first found.
        since: From when on the statistic ``changes`` tells; None for all.
        only_rules: Whether it tells only of what new rules changed.
        published: The figures to hold the survey against; None for those that come with the package.
    """
    database = duckdb.connect()
    database.execute("set timezone = 'UTC'")
    database.execute("set parquet_metadata_cache = true")
    survey_of = "earlier_surveys" if first_visit or as_of is not None else "present_survey"
    chosen = {"as_of": as_of, "survey_of": survey_of, "since": since, "only_rules": only_rules}
    for name, value in chosen.items():
        database.execute(f"set variable {name} = $1", [value])
    database.execute("create schema history")
    database.execute("create schema columns_of")
    for table in TABLES.values():
        _add_columns(database, table)
    _add_published(database, packaged() if published is None else (published,))
    for view in sorted((files("sql") / "views").iterdir(), key=lambda f: f.name):
        database.execute(view.read_text())
    for table in TABLES.values():  # after the views, each of which would otherwise look into every file
        _add_history(database, store, table)
    return database


def _add_columns(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The table without a row."""
    database.register("arrow_schema", table.columns.empty_table())
    database.execute(f"create table columns_of.{table.name} as from arrow_schema")
    database.unregister("arrow_schema")
    database.execute(f"create view history.{table.name} as from columns_of.{table.name}")


def _add_history(database: duckdb.DuckDBPyConnection, store: Store, table: Table) -> None:
    """The table's rows; a column that came later than a file is null in that file's rows."""
    if any((store.path / table.name).rglob("*.parquet")):
        pattern = str(store.path / table.name / "**" / "*.parquet").replace("'", "''")
        partition = "hive_types = {'venue': varchar, 'year': integer}, " if table.partitioned else ""
        options = f"{partition}hive_partitioning = {table.partitioned}, union_by_name = true"
        database.execute(
            f"create or replace view history.{table.name} as from columns_of.{table.name} "
            f"union all by name from read_parquet('{pattern}', {options})"
        )


def _add_published(database: duckdb.DuckDBPyConnection, tables: Sequence[Published]) -> None:
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _PUBLISHED}
    for table in tables:
        source: dict[str, object] = {"source": table.name, "venue": table.venue}
        rows["published_sources"].append(source | {"title": table.title, "citation": table.source, "url": table.url})
        rows["published_figures"] += [source | asdict(figure) for figure in table.figures]
        rows["published_claims"] += [source | asdict(claim) for claim in table.claims]
    for name, schema in _PUBLISHED.items():
        database.register("arrow_rows", pa.Table.from_pylist(rows[name], schema=schema))
        database.execute(f"create table {name} as from arrow_rows")
        database.unregister("arrow_rows")
