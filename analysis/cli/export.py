"""Tables of a survey, written into files or to standard output."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from analysis.cli.survey import AsOfOption, ConfigOption, StoreOption, end_of, open_store
from analysis.database import connect
from analysis.queries import queries, result
from crawler.errors import UsageError


class Format(StrEnum):
    """How rows are written."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


STANDARD_OUTPUT = Path("-")
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file; standard output by default.")]

_WRITERS = {
    Format.CSV: "format csv, header true",
    Format.PARQUET: "format parquet, compression zstd",
    Format.JSON: "format json, array true",
}


def export(
    what: Annotated[str, typer.Argument(help="A query's name; without it, what there is.")] = "",
    output: OutputOption = STANDARD_OUTPUT,
    format_: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a list (papers: a row a paper with every verdict; unread) or a statistic (table1) of the survey.

    Example: reprosurvey export papers --format csv -o papers.csv
    """
    known = {query.name: query for query in queries()}
    if what not in known:
        said = f"there is nothing named {what} to export" if what else "name what to export"
        raise UsageError(f"{said}: {', '.join(known)}")
    with connect(open_store(store, config), end_of(as_of)) as database:
        result(database, what).create_view("exported")
        write(database, "exported", output, format_)


def write(database: duckdb.DuckDBPyConnection, view: str, output: Path, format_: Format) -> None:
    """Write the rows of ``view`` into a file, or with ``-`` to standard output.

    Raises:
        UsageError: The file cannot be written.
    """
    if output == STANDARD_OUTPUT and format_ is Format.PARQUET:
        raise UsageError("Parquet goes into a file; name it with --output")
    target = "/dev/stdout" if output == STANDARD_OUTPUT else str(output)
    quoted = target.replace("'", "''")
    try:
        database.execute(f"copy {view} to '{quoted}' ({_WRITERS[format_]})")
    except duckdb.IOException as error:
        raise UsageError(f"cannot write {output}: {error}") from None
