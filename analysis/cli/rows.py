"""Rows of a query, written into a file or to standard output."""

from __future__ import annotations

import shutil
import sys
import tempfile
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.console import Console

from analysis.cli.survey import console
from analysis.printable import printable_lines
from analysis.queries import result
from analysis.report.relation import markdown, print_relation
from crawler.errors import UsageError


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


STANDARD_OUTPUT = Path("-")
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file; standard output by default.")]

_COPY = {
    Format.CSV: "format csv, header true",
    Format.JSON: "format json, array true",
    Format.JSONL: "format json, array false",
    Format.PARQUET: "format parquet, compression zstd",
}


def write(database: duckdb.DuckDBPyConnection, view: str, output: Path, format_: Format) -> None:
    """Write the rows of ``view`` into a file, or with ``-`` to standard output.

    Raises:
        UsageError: The file cannot be written.
    """
    if output != STANDARD_OUTPUT:
        _write(database, view, output, format_)
    elif format_ is Format.PARQUET:
        raise UsageError("Parquet goes into a file; name it with --output")
    else:
        with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
            file = Path(folder) / "rows"
            _write(database, view, file, format_)
            _show(file)


def write_query(database: duckdb.DuckDBPyConnection, name: str, output: Path, format_: Format) -> None:
    """Write what the query ``name`` of ``sql/`` yields, likewise."""
    result(database, name).create_view("exported")
    write(database, "exported", output, format_)


def _write(database: duckdb.DuckDBPyConnection, view: str, file: Path, format_: Format) -> None:
    try:
        if format_ is Format.TABLE:
            text = StringIO()
            print_relation(database.table(view), Console(file=text))
            file.write_text(text.getvalue(), encoding="utf-8")
        elif format_ is Format.MARKDOWN:
            file.write_text(markdown(database.table(view)), encoding="utf-8")
        else:
            quoted = str(file).replace("'", "''")
            database.execute(f"copy {view} to '{quoted}' ({_COPY[format_]})")
    except (OSError, duckdb.IOException) as error:
        raise UsageError(f"cannot write {file}: {error}") from None


def _show(file: Path) -> None:
    """Hand the file to standard output as it is; a terminal gets what is fit for one."""
    if console.is_terminal:
        console.print(printable_lines(file.read_text()), markup=False, highlight=False, soft_wrap=True)
        return
    with file.open("rb") as source:
        shutil.copyfileobj(source, sys.stdout.buffer)
    sys.stdout.flush()
