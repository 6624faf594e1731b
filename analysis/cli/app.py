"""The commands."""

from __future__ import annotations

from typing import Annotated

import typer

from analysis.cli import answers, archive, check, stages

app = typer.Typer(
    name="reprosurvey",
    help="Survey how reproducible the papers of whole conferences are, with evidence for each verdict.\n\n"
    "Example: reprosurvey run midl --years 2022",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Options of every command."""


for commands in (stages, check, answers, archive):
    for command in commands.COMMANDS:
        app.command()(command)
