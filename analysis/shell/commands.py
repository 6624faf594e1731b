"""What a query or a dot command yields."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import duckdb
import pyarrow as pa

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.relations import Relation, relations

BATCH = 2048
"""Rows that are taken at once where they are bounded."""

COMMANDS = {
    ".tables": "the views, statistics and tables, and what each holds",
    ".columns NAME": "the columns of one of them, and what each holds",
    ".help": "this",
    ".quit": "leave the prompt",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a query may cost."""

    rows: int
    """What comes behind them is left out."""
    seconds: float


TO_READ = Bounds(rows=10_000, seconds=120)
"""For rows that a person reads on a terminal."""


def answer(database: duckdb.DuckDBPyConnection, asked: str, bounds: Bounds | None = None) -> pa.Table | None:
    """The rows that the query yields, the last of them where it has several statements; None where that has no rows.

    With ``bounds`` there may be one row more than these allow, which tells that there are more.

    Raises:
        UsageError: It does not work, takes longer than it may, or there is no such command.
    """
    if asked.lstrip().startswith("."):
        return _commanded(asked.split(), relations(database))
    try:
        return _interruptibly(database, asked, bounds)
    except (duckdb.Error, pa.ArrowException) as error:
        raise UsageError(f"the query does not work: {_in_one_line(error)}") from None


def _interruptibly(database: duckdb.DuckDBPyConnection, query: str, bounds: Bounds | None) -> pa.Table | None:
    """The rows; worked out in a thread, as DuckDB may not heed Ctrl-C for long where it works in the main one."""
    found: Future[pa.Table | None] = Future()

    def work() -> None:
        try:
            rows = database.sql(query)
            found.set_result(_rows(rows, bounds) if rows is not None else None)
        except BaseException as error:  # is raised where the rows are waited for
            found.set_exception(error)

    worker = Thread(target=work)
    try:
        worker.start()
        return found.result(bounds.seconds if bounds else None)
    except (KeyboardInterrupt, FutureTimeoutError) as error:
        while worker.is_alive():
            with suppress(duckdb.Error):  # the query has not begun yet
                database.interrupt()
            worker.join(timeout=0.1)
        if isinstance(error, KeyboardInterrupt) or bounds is None:
            raise
        raise UsageError(
            f"the query took longer than the {bounds.seconds:.0f} s that one on a terminal may; --output writes its "
            "rows into a file and waits for them"
        ) from None


def _rows(found: duckdb.DuckDBPyRelation, bounds: Bounds | None) -> pa.Table:
    if bounds is None:
        return found.to_arrow_table()
    reader = found.to_arrow_reader(BATCH)
    wanted = bounds.rows + 1
    batches: list[pa.RecordBatch] = []
    while wanted > 0 and (batch := next(reader, None)) is not None:
        batches.append(batch.slice(0, wanted))
        wanted -= batch.num_rows
    return pa.Table.from_batches(batches, reader.schema)


def _commanded(words: Sequence[str], known: list[Relation]) -> pa.Table:
    match words:
        case [".tables"]:
            return pa.table({"name": [r.name for r in known], "about": [r.about for r in known]})
        case [".columns", name]:
            return _columns(name.rstrip(";"), known)
        case [".help"]:
            return pa.table({"command": list(COMMANDS), "what it shows": list(COMMANDS.values())})
        case _:
            raise UsageError(f"no command '{printable(' '.join(words))}'; there are {', '.join(COMMANDS)}")


def _columns(name: str, known: list[Relation]) -> pa.Table:
    columns = next((relation.columns for relation in known if relation.name == name), None)
    if columns is None:
        raise UsageError(f"nothing is named {printable(name)}; .tables lists what there is")
    return pa.table(
        {
            "column": [column.name for column in columns],
            "type": [column.kind for column in columns],
            "meaning": [column.meaning for column in columns],
        }
    )


def _in_one_line(error: Exception) -> str:
    """What went wrong, without the drawing of where, and without the control characters of a value that it quotes."""
    message, _, _ = str(error).partition("\nLINE ")
    return printable(" ".join(message.split()))
