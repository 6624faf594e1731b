"""What moved between visits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from reprosurvey.analysis.cli.rows import ENDINGS, STANDARD_OUTPUT, Format, OutputOption, form_of, write_query
from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.analysis.report.changes import print_changes
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.queries import result

LAST = "last"
"""In the place of a day."""


def changes(
    since: Annotated[
        str | None,
        typer.Option("--since", help="From this day (2022-06-01) on, or from the last run on. Default: all."),
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Only verdicts that a new rule changed.")] = False,
    format_: Annotated[Format | None, typer.Option("--format", help="For machines. Default: a line each.")] = None,
    output: OutputOption = STANDARD_OUTPUT,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Tell what moved between visits: repositories that appeared, vanished, were filled, emptied, moved or renamed.

    And the verdicts that changed, with them or by a new rule.

    `--since last`: since the last look at everything. Commands that follow each other, as visit and assess, are one.

    Example: reprosurvey changes --since 2022-06-01
    """
    form = form_of(output, format_, Format.CSV, ENDINGS) if format_ or output != STANDARD_OUTPUT else None
    day = _day(since) if since is not None and since != LAST else None
    with connect(open_store(store, config)) as database:
        if since == LAST:
            ((day,),) = database.table("last_round").fetchall()
        set_variables(database, {"since": day, "only_rules": rules})
        if form is not None:
            write_query(database, "changes", output, form)
        else:
            print_changes(result(database, "changes"), console)


def _day(told: str) -> datetime:
    """Its first moment, in UTC.

    Raises:
        UsageError: It is no day.
    """
    try:
        return datetime.strptime(told, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise UsageError(f"--since takes a day as 2022-06-01, or {LAST}, not '{told}'") from None
