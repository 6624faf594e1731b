"""What moved between visits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from reprosurvey.analysis.cli.rows import ENDINGS, STANDARD_OUTPUT, Format, OutputOption, form_of, write_query
from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.analysis.report.changes import print_changes
from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.queries import result


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
    form = form_of(output, format_, Format.CSV, ENDINGS) if format_ or output != STANDARD_OUTPUT else None
    start = since.replace(tzinfo=UTC) if since is not None else None
    with connect(open_store(store, config)) as database:
        set_variables(database, {"since": start, "only_rules": rules})
        if form is not None:
            write_query(database, "changes", output, form)
        else:
            print_changes(result(database, "changes"), console)
