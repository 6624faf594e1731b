"""The commands: their names, modules and summaries. A command's module is imported when the command is needed."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from reprosurvey.analysis.cli.ending import Commands
from reprosurvey.analysis.cli.lazy import LazyCommand

COMMANDS = (
    LazyCommand("run", "stages", "Survey a venue: crawl, extract, visit, assess and report whatever is missing."),
    LazyCommand("crawl", "stages", "Read a venue's proceedings again; pages that did not change are only revalidated."),
    LazyCommand("extract", "stages", "Read the texts and links of the PDFs that were not read yet."),
    LazyCommand(
        "visit",
        "stages",
        "Look again at the repositories that are due: one request for each that did not change.",
    ),
    LazyCommand(
        "assess",
        "stages",
        "Judge everything that the survey holds once more, without asking the web: what a new rule changes is a "
        "new row.",
    ),
    LazyCommand("report", "stages", "Print Table 1 and write the report."),
    LazyCommand(
        "table1",
        "table1",
        "Write Table 1: shares with 95 % intervals, the scores, and beside each denominator what it leaves out.",
    ),
    LazyCommand(
        "compare",
        "compare",
        "Set the survey beside published figures, year by year with intervals, and tell what can explain a difference.",
    ),
    LazyCommand("check", "check", "Ask one repository the nine questions of the checklist, with evidence and advice."),
    LazyCommand("checklist", "check", "Fill in the checklist of a surveyed paper, from the survey alone."),
    LazyCommand("review", "review", "Take in people's answers: yes, no, na or nothing."),
    LazyCommand(
        "changes",
        "changes",
        "Tell what moved between visits: repositories that appeared, vanished, were filled, emptied, moved or renamed.",
    ),
    LazyCommand("sql", "ask", "Ask the survey in SQL."),
    LazyCommand(
        "venues",
        "venues",
        "List what can be surveyed, and how many papers of each year the survey already has.",
    ),
    LazyCommand(
        "archive",
        "archive",
        "List the repositories whose scored state the Software Heritage archive holds, does not hold, or has not "
        "told of.",
    ),
    LazyCommand(
        "citations",
        "citations",
        "Ask how often each paper is cited, and print how that goes with the scores (Spearman's rank correlation).",
    ),
    LazyCommand(
        "pins",
        "pins",
        "Ask a package index whether the pinned versions are still there, and print in how many repositories all are.",
    ),
    LazyCommand("export", "export", "Write rows of the survey, all of it as a database, or a data set to deposit."),
)


class _Commands(Commands):
    """All of them."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands.update({str(command.name): command for command in COMMANDS})


app = typer.Typer(
    name="reprosurvey",
    cls=_Commands,
    help="Survey how reproducible the papers of whole conferences are, with evidence for each verdict.\n\n"
    "Example: reprosurvey run midl --years 2022",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # takes longer than the rest of the help

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
