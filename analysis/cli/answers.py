"""Commands that read a survey."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from analysis.database import connect, statistic
from analysis.report.relation import print_relation
from crawler.config import load_config
from crawler.errors import UsageError
from crawler.venues import known_venues


class Format(StrEnum):
    """How rows are written."""

    CSV = "csv"
    PARQUET = "parquet"
    JSON = "json"


class Exported(StrEnum):
    """What can be exported: a file of ``sql/statistics/`` each."""

    PAPERS = "papers"
    TABLE1 = "table1"
    UNREAD = "unread"


_WRITERS = {
    Format.CSV: "format csv, header true",
    Format.PARQUET: "format parquet, compression zstd",
    Format.JSON: "format json, array true",
}


def export(
    what: Annotated[Exported, typer.Argument(help="What to export.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file; standard output by default.")] = Path("-"),
    format_: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a table of the survey: a row a paper with every verdict, the figures of Table 1, or what was not read.

    Example: reprosurvey export papers --format csv -o papers.csv
    """
    if str(output) == "-" and format_ is Format.PARQUET:
        raise UsageError("Parquet goes into a file; name it with --output")
    target = "/dev/stdout" if str(output) == "-" else str(output)
    with connect(open_store(store, config)) as database:
        statistic(database, what.value).create_view("exported")
        quoted = target.replace("'", "''")
        try:
            database.execute(f"copy exported to '{quoted}' ({_WRITERS[format_]})")
        except duckdb.IOException as error:
            raise UsageError(f"cannot write {output}: {error}") from None


def sql(
    query: Annotated[str | None, typer.Argument(help="The query; without it, a prompt.")] = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask the survey in SQL. Views with the latest state: papers, links, candidates, visits, origins, snapshots, blobs,
    verdicts, survey; every row ever written: history.papers and so on.

    Example: reprosurvey sql "select year, avg(score) from survey group by year"
    """
    with connect(open_store(store, config)) as database:
        if query is not None:
            print_relation(_asked(database, query), console)
            return
        while (line := _prompted()) is not None:
            try:
                print_relation(_asked(database, line), console)
            except UsageError as error:
                console.print(str(error), markup=False)


def venues(config: ConfigOption = None) -> None:
    """List what can be surveyed.

    Example: reprosurvey venues
    """
    for venue in known_venues(load_config(config).venues).values():
        console.print(f"{venue.name}: {venue.title} ({venue.family}) {', '.join(map(str, sorted(venue.years)))}")


def _asked(database: duckdb.DuckDBPyConnection, query: str) -> duckdb.DuckDBPyRelation | None:
    try:
        return database.sql(query)
    except duckdb.Error as error:
        raise UsageError(f"the query does not work: {error}") from None


def _prompted() -> str | None:
    try:
        line = console.input("sql> ").strip()
    except EOFError:
        return None
    return None if line in ("exit", "quit", ".quit", ".exit") else line or "select 'type a query, or quit' as help"


COMMANDS = (export, sql, venues)
