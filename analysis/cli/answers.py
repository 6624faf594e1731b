"""Commands that read a survey."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import duckdb
import typer
from rich.table import Table

from analysis.cli.survey import AsOfOption, ConfigOption, StoreOption, console, end_of, open_store
from analysis.database import connect, statistic
from analysis.report.changes import print_changes
from analysis.report.relation import print_relation
from crawler.config import load_config
from crawler.errors import UsageError
from crawler.store import MARKER, Store
from crawler.venues import known_venues, spans


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


STANDARD_OUTPUT = Path("-")
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="The file; standard output by default.")]

_WRITERS = {
    Format.CSV: "format csv, header true",
    Format.PARQUET: "format parquet, compression zstd",
    Format.JSON: "format json, array true",
}


def export(
    what: Annotated[Exported, typer.Argument(help="What to export.")],
    output: OutputOption = STANDARD_OUTPUT,
    format_: Annotated[Format, typer.Option("--format", help="How to write it.")] = Format.CSV,
    as_of: AsOfOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write a table of the survey: a row a paper with every verdict, the figures of Table 1, or what was not read.

    Example: reprosurvey export papers --format csv -o papers.csv
    """
    with connect(open_store(store, config), end_of(as_of)) as database:
        statistic(database, what.value).create_view("exported")
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


def changes(
    since: Annotated[
        datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="From this day on. Default: all.")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Only verdicts that a new rule changed.")] = False,
    format_: Annotated[Format | None, typer.Option("--format", help="For machines. Default: a line each.")] = None,
    output: OutputOption = STANDARD_OUTPUT,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Tell what moved between visits: repositories that appeared, vanished, were filled, emptied, moved or renamed.

    And the verdicts that changed, with them or by a new rule.

    Example: reprosurvey changes --since 2022-06-01
    """
    start = since.replace(tzinfo=UTC) if since is not None else None
    with connect(open_store(store, config), since=start, only_rules=rules) as database:
        if format_ is not None:
            statistic(database, "changes").create_view("exported")
            write(database, "exported", output, format_)
        else:
            print_changes(statistic(database, "changes"), console)


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


def venues(store: StoreOption = None, config: ConfigOption = None) -> None:
    """List what can be surveyed, and how many papers of each year the survey already has.

    A plus behind the years: the publisher lists more, which a crawl learns.

    Example: reprosurvey venues
    """
    settings = load_config(config)
    table = Table("venue", "title", "family", "years", "in the survey: papers a year")
    held = _held(store or settings.store)
    for venue in known_venues(settings.venues).values():
        years = spans(venue.years) + "+" * (venue.series is not None) if venue.years else "all published"
        held_years = ", ".join(f"{year}: {papers}" for year, papers in held.pop(venue.name, {}).items())
        table.add_row(venue.name, venue.title, venue.family, years, held_years)
    for name, papers_of in held.items():
        table.add_row(name, "", "list", "", ", ".join(f"{year}: {papers}" for year, papers in papers_of.items()))
    console.print(table)


def _held(path: Path) -> dict[str, dict[int, int]]:
    """Venue to year to papers; nothing where there is no survey yet."""
    held: dict[str, dict[int, int]] = {}
    if (path / MARKER).exists():
        with connect(Store.open(path)) as database:
            for venue, year, papers, _ in statistic(database, "editions").fetchall():
                held.setdefault(venue, {})[year] = papers
    return held


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


COMMANDS = (changes, export, sql, venues)
