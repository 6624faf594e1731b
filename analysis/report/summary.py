"""What a run prints at its end: what could not be read and why, Table 1, and where the report stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from analysis.database import connect
from analysis.queries import result
from analysis.report.table1 import render, table1

if TYPE_CHECKING:
    from analysis.stages import Stages


def print_summary(stages: Stages, as_of: datetime | None = None) -> None:
    """Print it, and write the report, of the present or of a day."""
    console = stages.console
    with connect(stages.store, as_of) as database:
        unread = result(database, "unread").fetchall()
        tables = table1(database)
    if unread:
        console.print(f"{len(unread)} could not be read:")
        for venue, year, subject, what, address, reason in unread:
            console.print(f"  {venue} {year} {subject}: {what} {address}: {reason}", markup=False, soft_wrap=True)
    for table in tables:
        console.print(render(table))
    console.print(f"Report: {stages.report(as_of)}", soft_wrap=True)
