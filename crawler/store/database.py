"""DuckDB over a survey: the tables' whole history, and the views of ``sql/views/`` over it.

``history.<table>`` holds every row that was ever appended, ``<view>`` the latest state. ``published_*`` holds published
figures to hold the survey against.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from pathlib import Path

import duckdb

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.by_edition import SUMS, sum_by_edition
from reprosurvey.crawler.store.criteria import add_criteria
from reprosurvey.crawler.store.folder import Reading
from reprosurvey.crawler.store.history import add_columns, add_history, add_sealed_history
from reprosurvey.crawler.store.labelled import LABELLED_TABLES, add_labelled
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.published.figures import packaged
from reprosurvey.crawler.store.published.tables import PUBLISHED_TABLES, add_published
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.schemas import REVIEWS, TABLES, Table
from reprosurvey.crawler.store.views import Needed, needed_by, scripts


def connect(
    store: Store | None,
    as_of: datetime | None = None,
    *,
    first_visit: bool = False,
    sealed: bool = False,
    asked: Sequence[str] = (),
) -> duckdb.DuckDBPyConnection:
    """A database of its own with the survey's history and views.

    Args:
        store: The survey; None for the views over none.
        as_of: The day of which the view ``survey`` is; None for the present.
        first_visit: Whether it is instead the one of each repository as it was first found.
        sealed: Whether its queries reach nothing but the survey's tables: no file, no network, no setting. The tables
            then come through Arrow, so that DuckDB needs no file at all, and cannot write the survey's either.
        asked: The views and queries of ``sql/`` that are asked for: only what they rest on is made, which saves most
            of the time that it takes to connect. None named, all is made.

    Raises:
        SurveyError: The survey was not looked back to that day.
    """
    reading = Reading(store.path) if store is not None else None
    variables = _variables(store, as_of, first_visit=first_visit)
    needed = needed_by([*map(_text, asked), "from history.visits"], variables) if asked else None
    with (
        store.listed_at_once(_tables(needed)) if store is not None else nullcontext(),
        _opened(b"" if asked else _prepared(), sealed=sealed) as database,
        at_once(database),
    ):
        set_variables(database, variables)
        _attach(database, store, sealed=sealed)
        if needed is not None:
            # not for a whole stage: what it keeps of a large survey's files would be more than all else in memory
            database.execute("set parquet_metadata_cache = true")
            _add_needed(database, store, needed, of_present=variables["alike_of"] is None)
        else:
            _add_histories(database, store, sealed=sealed)
    if reading is not None:
        weakref.finalize(database, reading.end)  # what it reads stays there, also where the store itself compacts
    if as_of is not None:
        _require_day(database, as_of)
    if sealed:
        _seal(database)
    return database


def set_variables(database: duckdb.DuckDBPyConnection, variables: Mapping[str, object]) -> None:
    """Set variables that queries of ``sql/`` read."""
    for name, value in variables.items():
        database.execute(f"set variable {name} = $1", [value])


def _variables(store: Store | None, as_of: datetime | None, *, first_visit: bool) -> dict[str, object]:
    """Which views stand for the survey."""
    earlier = "earlier_surveys" if first_visit or as_of is not None else None
    reviewed = store is not None and store.files_of(REVIEWS)
    return {
        "as_of": as_of,
        "survey_of": earlier,
        "alike_of": "alike_surveyed" if earlier else None,
        "verdicts_of": "all_verdicts" if reviewed else "history.verdicts",
    }


def _seal(database: duckdb.DuckDBPyConnection) -> None:
    database.execute("set arrow_lossless_conversion = true")
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")


@contextmanager
def _opened(content: bytes, *, sealed: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own, over the bytes of a file; of none, an empty one. It stays open after the block.

    The first transaction belongs into the block: it opens DuckDB's log, which needs the folder. Afterwards an open
    file needs no name.
    """
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        file = Path(folder) / "survey.duckdb"
        if content:
            file.write_bytes(content)
        spilled = "" if sealed else folder  # made anew where it is needed
        database = duckdb.connect(str(file) if content else ":memory:", config={"temp_directory": spilled})
        database.execute("pragma disable_checkpoint_on_shutdown")  # nobody opens it again
        database.execute("set checkpoint_threshold = '1000 TB'")  # a checkpoint would look for the log by its name
        database.execute("set timezone = 'UTC'")
        yield database


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


def _text(name: str) -> str:
    """The query of ``sql/`` that is named so, else one for the view."""
    return next((query.sql for query in queries() if query.name == name), f"from {name}")


def _attach(database: duckdb.DuckDBPyConnection, store: Store | None, *, sealed: bool) -> None:
    """Have the database open the survey's files, wherever they are."""
    if store is not None and not sealed:
        store.storage.attach(database)


def _add_histories(database: duckdb.DuckDBPyConnection, store: Store | None, *, sealed: bool) -> None:
    for table in TABLES.values():
        if sealed and store is not None:
            add_sealed_history(database, store, table)
        else:
            add_history(database, store, table)


def _tables(needed: Needed | None) -> list[Table]:
    """Those on which queries rest; all of them, where that is not known."""
    return [table for table in TABLES.values() if needed is None or f"history.{table.name}" in needed.relations]


def _add_needed(database: duckdb.DuckDBPyConnection, store: Store | None, needed: Needed, *, of_present: bool) -> None:
    database.execute("create schema history")
    tables = _tables(needed)
    for table in tables:
        add_columns(database, table)
        add_history(database, store, table)
    if "criteria" in needed.relations:
        add_criteria(database)
    if needed.relations & PUBLISHED_TABLES:
        add_published(database, packaged())
    if needed.relations & LABELLED_TABLES:
        add_labelled(database)
    for script in needed.scripts:
        database.execute(script.sql)
        if script.name == SUMS and store is not None and of_present:
            sum_by_edition(database, store, [table for table in tables if table.partitioned])


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
    """Make the views over the schema ``history``, and the published and labelled figures that come with the package."""
    add_criteria(database)
    add_published(database, packaged())
    add_labelled(database)
    for script in scripts():
        database.execute(script.sql)


def add_statistics(database: duckdb.DuckDBPyConnection) -> None:
    """Make each statistic a view of its name."""
    with at_once(database):
        for query in queries():
            if query.folder == "statistics":
                database.execute(f"create view {query.name} as {query.sql}")
