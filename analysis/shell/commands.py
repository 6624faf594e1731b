"""What a query or a dot command yields."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from threading import Thread

import duckdb
import pyarrow as pa

from reprosurvey.analysis.printable import printable
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.relations import Relation, relations

COMMANDS = {
    ".tables": "the views, statistics and tables, and what each holds",
    ".columns NAME": "the columns of one of them, and what each holds",
    ".help": "this",
    ".quit": "leave the prompt",
}


def answer(database: duckdb.DuckDBPyConnection, asked: str) -> pa.Table | None:
    """The rows that the query yields, the last of them where it has several statements; None where that has no rows.

    Raises:
        UsageError: It does not work, or there is no such command.
    """
    if asked.lstrip().startswith("."):
        return _commanded(asked.split(), relations(database))
    try:
        return _interruptibly(database, asked)
    except duckdb.Error as error:
        raise UsageError(f"the query does not work: {_in_one_line(error)}") from None


def _interruptibly(database: duckdb.DuckDBPyConnection, query: str) -> pa.Table | None:
    """The rows; worked out in a thread, as DuckDB may not heed Ctrl-C for long where it works in the main one."""
    found: Future[pa.Table | None] = Future()

    def work() -> None:
        try:
            rows = database.sql(query)
            found.set_result(rows.to_arrow_table() if rows is not None else None)
        except BaseException as error:  # is raised where the rows are waited for
            found.set_exception(error)

    worker = Thread(target=work)
    try:
        worker.start()
        return found.result()
    except KeyboardInterrupt:
        while worker.is_alive():
            with suppress(duckdb.Error):  # the query has not begun yet
                database.interrupt()
            worker.join(timeout=0.1)
        raise


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


def _in_one_line(error: duckdb.Error) -> str:
    """What went wrong, without the drawing of where, and without the control characters of a value that it quotes."""
    message, _, _ = str(error).partition("\nLINE ")
    return printable(" ".join(message.split()))
