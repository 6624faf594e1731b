"""What a run prints at its end: what could not be read and why, Table 1, and where the report stands."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb
from rich.console import Console

from reprosurvey.analysis.report.imprint import Imprint, imprint
from reprosurvey.analysis.report.table1 import table1
from reprosurvey.analysis.report.terminal import print_tables
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result, rows


def print_summary(
    store: Store, config: Config, console: Console, as_of: datetime | None = None, *, first_visit: bool = False
) -> None:
    """Print it, and write the report, of the present, of a day or of the first visits."""
    with connect(store, as_of, first_visit=first_visit) as database:
        print_unread(result(database, "unread_reasons"), console)
        tables = table1(database)
    print_tables(tables, console)
    written = _write_report(store, imprint(config), as_of, first_visit=first_visit)
    console.print(f"Report: {store.storage.name_of(written)}", markup=False, highlight=False, soft_wrap=True)


def print_unread(reasons: duckdb.DuckDBPyRelation, console: Console) -> None:
    """Print these rows of ``unread_reasons``, a line each."""
    if unread := rows(reasons):
        console.print("Could not be read (all of them: reprosurvey export unread):")
        for row in unread:
            papers, count = row["n"], row["addresses"] or row["n"]
            others = f", {papers} papers" if papers != count else ", ..." if papers > 1 else ""
            line = f"  {count} × {row['what']} {row['host'] or ''}: {row['reason']} ({row['example']}{others})"
            console.print(printable(line), markup=False, highlight=False, soft_wrap=True)


def _write_report(store: Store, made: Imprint, as_of: datetime | None, *, first_visit: bool) -> Path:
    from reprosurvey.analysis.report.feed import write_feed
    from reprosurvey.analysis.report.html_report import write_report  # brings what draws, which no other command needs

    folder = store.path / "report"
    if as_of is not None:
        folder /= f"{as_of:%Y-%m-%d}"
    elif first_visit:
        folder /= "first-visit"
    with connect(store, as_of, first_visit=first_visit) as database:
        written = write_report(folder, database, made, as_of, first_visit=first_visit)
        if as_of is None and not first_visit:
            write_feed(folder, database)
    store.storage.publish(folder)
    return written
