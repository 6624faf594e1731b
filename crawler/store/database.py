"""DuckDB over a survey: the tables' whole history, and the views of ``sql/views/`` over it.

``history.<table>`` holds every row that was ever appended, ``<view>`` the latest state. ``published_*`` holds published
figures to hold the survey against.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.criteria import add_criteria
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.published.figures import Published, packaged
from reprosurvey.crawler.store.published.tables import add_published
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.schemas import REVIEWS, TABLES, Table
from reprosurvey.crawler.store.views import scripts


def connect(
    store: Store | None,
    as_of: datetime | None = None,
    *,
    first_visit: bool = False,
    since: datetime | None = None,
    only_rules: bool = False,
    sealed: bool = False,
    published: Published | None = None,
) -> duckdb.DuckDBPyConnection:
    """A database of its own with the survey's history and views.

    Args:
        store: The survey; None for the views over none.
        as_of: The day of which the view ``survey`` is; None for the present.
        first_visit: Whether it is instead the one of each repository as it was first found.
        since: From when on the statistic ``changes`` tells; None for all.
        only_rules: Whether it tells only of what new rules changed.
        published: The figures to hold the survey against; None for those that come with the package.
        sealed: Whether its queries reach nothing but the survey's tables: no file, no network, no setting. The tables
            then come through Arrow, so that DuckDB needs no file at all, and cannot write the survey's either.

    Raises:
        SurveyError: The survey was not looked back to that day.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:  # an open file needs no name
        file = Path(folder) / "survey.duckdb"
        file.write_bytes(_prepared())
        spilled = "" if sealed else folder  # made anew where it is needed
        database = duckdb.connect(str(file), config={"temp_directory": spilled})
        database.execute("pragma disable_checkpoint_on_shutdown")  # nobody opens it again
        database.execute("set timezone = 'UTC'")
        database.execute("set parquet_metadata_cache = true")
        earlier = "earlier_surveys" if first_visit or as_of is not None else None
        verdicts_of = "all_verdicts" if store is not None and store.files_of(REVIEWS) else "history.verdicts"
        chosen = {
            "as_of": as_of,
            "survey_of": earlier,
            "judgements_of": earlier,
            "verdicts_of": verdicts_of,
            "since": since,
            "only_rules": only_rules,
        }
        for name, value in chosen.items():
            database.execute(f"set variable {name} = $1", [value])
        if published is not None:
            add_published(database, (published,))
        with at_once(database):  # which also opens DuckDB's log while there is a folder for it
            for table in TABLES.values():
                if sealed and store is not None:
                    _add_arrow_history(database, store, table)
                else:
                    database.execute(f"create or replace view history.{table.name} as {rows_of(store, table)}")
    if as_of is not None:
        _require_day(database, as_of)
    if sealed:
        database.execute("set arrow_lossless_conversion = true")
        database.execute("set enable_external_access = false")
        database.execute("set lock_configuration = true")
    return database


@cache
def _prepared() -> bytes:
    """A database file with the views over empty tables: to open it takes a tenth of the time that making them does."""
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        file = Path(folder) / "survey.duckdb"
        with duckdb.connect(str(file)) as database, at_once(database):
            database.execute("create schema history")
            for table in TABLES.values():
                add_columns(database, table)
                database.execute(f"create view history.{table.name} as from columns_of.{table.name}")
            add_views(database)
        return file.read_bytes()


def _require_day(database: duckdb.DuckDBPyConnection, day: datetime) -> None:
    looked_back = "select distinct as_of from history.visits where as_of is not null order by as_of"
    days = [as_of for (as_of,) in database.sql(looked_back).fetchall()]
    if day not in days:
        known = ", ".join(f"{as_of:%Y-%m-%d}" for as_of in days) or "none"
        raise SurveyError(
            f"the survey was not looked back to {day:%Y-%m-%d}; known days: {known}; "
            f"`visit --as-of {day:%Y-%m-%d}` and `assess` make it"
        )


@contextmanager
def at_once(database: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Have the block's statements in one transaction: DuckDB waits for the disk after each."""
    database.begin()
    yield
    database.commit()


def add_views(database: duckdb.DuckDBPyConnection) -> None:
    """Make the views over the schema ``history`` and the published figures that come with the package."""
    add_criteria(database)
    add_published(database, packaged())
    for script in scripts():
        database.execute(script.sql)


def add_statistics(database: duckdb.DuckDBPyConnection) -> None:
    """Make each statistic a view of its name."""
    with at_once(database):
        for query in queries():
            if query.folder == "statistics":
                database.execute(f"create view {query.name} as {query.sql}")


def add_columns(database: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the table without a row, in the schema ``columns_of``."""
    database.register("arrow_schema", table.columns.empty_table())
    database.execute("create schema if not exists columns_of")
    database.execute(f"create table columns_of.{table.name} as from arrow_schema")
    database.unregister("arrow_schema")


def rows_of(store: Store | None, table: Table) -> str:
    """A query for the table's rows; a column that came later than a file is null in that file's rows."""
    rows = f"from columns_of.{table.name}"
    if store is not None and store.files_of(table):
        pattern = str(store.path / table.name / "**" / "*.parquet").replace("'", "''")
        partition = "hive_types = {'venue': varchar, 'year': integer}, " if table.partitioned else ""
        options = f"{partition}hive_partitioning = {table.partitioned}, union_by_name = true"
        rows += f" union all by name from read_parquet('{pattern}', {options})"
    return rows


def _add_arrow_history(database: duckdb.DuckDBPyConnection, store: Store, table: Table) -> None:
    database.register(f"rows_of_{table.name}", store.dataset(table))
    database.execute(f"create or replace view history.{table.name} as from rows_of_{table.name}")
