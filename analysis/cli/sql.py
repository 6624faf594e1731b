"""Ad-hoc SQL over a survey."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import duckdb
import pyarrow as pa
import typer

from reprosurvey.analysis.cli.rows import ENDINGS, STANDARD_OUTPUT, Format, OutputOption, form_of, write
from reprosurvey.analysis.cli.survey import AsOfOption, ConfigOption, StoreOption, console, end_of, open_store
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import add_statistics, connect


def sql(
    query: Annotated[
        str | None, typer.Argument(help="The query, or - to read it from standard input; without it, a prompt.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Read the query from this file.")] = None,
    format_: Annotated[
        Format | None,
        typer.Option("--format", help="How to write them. Default: as the file's ending says, else table."),
    ] = None,
    output: OutputOption = STANDARD_OUTPUT,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask the survey in SQL. `reprosurvey sql .tables` lists what there is, `.columns survey` what is in it.

    Nothing but the survey can be read, and nothing of it changed: no file, no address. Several statements: the rows of
    the last are written. On a terminal a query may take two minutes, and its first 10,000 rows are shown.

    Example: reprosurvey sql "select year, avg(score) from survey group by year"
    """
    asked, form = _asked(query, file), form_of(output, format_, Format.TABLE, ENDINGS)
    with connect(open_store(store, config), end_of(as_of), sealed=True) as database:
        add_statistics(database)
        if asked is None:
            from reprosurvey.analysis.shell.prompt import converse  # a query need not wait for its import

            converse(database, console)
        else:
            from reprosurvey.analysis.shell.commands import TO_READ, answer

            is_read = console.is_terminal and form is Format.TABLE and output == STANDARD_OUTPUT
            rows = answer(database, asked, TO_READ if is_read else None)
            if rows is not None:
                _write(rows, output, form)


def _asked(query: str | None, file: Path | None) -> str | None:
    """The query; None where a person is to be asked for one.

    Raises:
        UsageError: It is given twice, or cannot be read.
    """
    if file is not None and query is not None:
        raise UsageError("the query is given twice; leave out --file or the query")
    try:
        if file is not None:
            return file.read_text(encoding="utf-8")
        if query == "-" or (query is None and not sys.stdin.isatty()):
            return sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {file or 'standard input'}: {error}") from None
    return query


def _write(rows: pa.Table, output: Path, format_: Format) -> None:
    if format_ is Format.TABLE and output == STANDARD_OUTPUT:
        from reprosurvey.analysis.shell.display import show

        show(rows, console)
        return
    with duckdb.connect() as database:
        database.execute("set timezone = 'UTC'")
        database.register("answer", rows)
        write(database, "answer", output, format_)
