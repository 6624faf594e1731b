"""The commands."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from reprosurvey.analysis.cli.archive import archive
from reprosurvey.analysis.cli.ask import sql
from reprosurvey.analysis.cli.changes import changes
from reprosurvey.analysis.cli.check import check, checklist
from reprosurvey.analysis.cli.citations import citations
from reprosurvey.analysis.cli.compare import compare
from reprosurvey.analysis.cli.ending import Commands
from reprosurvey.analysis.cli.export import export
from reprosurvey.analysis.cli.pins import pins
from reprosurvey.analysis.cli.review import review
from reprosurvey.analysis.cli.stages import assess, crawl, extract, report, run, visit
from reprosurvey.analysis.cli.table1 import table1
from reprosurvey.analysis.cli.venues import venues

app = typer.Typer(
    name="reprosurvey",
    cls=Commands,
    help="Survey how reproducible the papers of whole conferences are, with evidence for each verdict.\n\n"
    "Example: reprosurvey run midl --years 2022",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(asked: bool) -> None:
    if asked:
        typer.echo(f"reprosurvey {version('reprosurvey')}")
        raise typer.Exit


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    told: Annotated[
        bool, typer.Option("--version", help="Tell the version.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Options of every command."""


COMMANDS = (
    run,
    crawl,
    extract,
    visit,
    assess,
    report,
    table1,
    compare,
    check,
    checklist,
    review,
    changes,
    sql,
    venues,
    archive,
    citations,
    pins,
)
for command in COMMANDS:
    app.command()(command)
app.add_typer(export)
