"""The program: its options, and its commands."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from reprosurvey.analysis.cli.exit_status import Commands

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
