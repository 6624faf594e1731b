"""Which commands there are. A command's module is imported when the command is asked for, so that none waits for what
only another one needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command_from_info, get_group
from typer.models import CommandInfo

from reprosurvey.analysis.cli.logging_options import log_options
from reprosurvey.crawler.errors import UsageError


@dataclass(frozen=True, slots=True)
class Listed:
    """A command as the list of commands shows it."""

    module: str
    """Within ``analysis.cli``; it has a function, or for a group of commands an app, of the command's name."""
    summary: str
    """What its own help begins with."""
    is_of_survey: bool = True
    """Whether it works on a survey, which needs the extra of that name."""


COMMANDS = {
    "run": Listed("stages", "Survey a venue: crawl, extract, visit, assess and report whatever is missing."),
    "crawl": Listed("stages", "Read a venue's proceedings again; pages that did not change are only revalidated."),
    "extract": Listed("stages", "Read the texts and links of the PDFs that were not read yet."),
    "visit": Listed("stages", "Look again at the repositories that are due: one request for each that did not change."),
    "assess": Listed(
        "stages",
        "Judge everything that the survey holds once more, without asking the web: "
        "what a new rule changes is a new row.",
    ),
    "report": Listed("stages", "Print Table 1 and write the report; of each list of submissions a report of its own."),
    "table1": Listed(
        "table1",
        "Write Table 1: shares with 95 % intervals, the scores, and beside each denominator what it leaves out.",
    ),
    "compare": Listed(
        "compare",
        "Set the survey beside published figures, year by year with intervals, and tell what can explain a difference.",
    ),
    "check": Listed(
        "check",
        "Ask one repository the nine questions of the checklist, with evidence and advice.",
        is_of_survey=False,
    ),
    "checklist": Listed("check", "Fill in the checklist of a surveyed paper, from the survey alone."),
    "form": Listed("form", "Print the checklist as optional fields of an OpenReview submission form, as JSON."),
    "review": Listed(
        "review", "Take in people's answers, draw blind sheets for them, or serve a page on which they answer."
    ),
    "changes": Listed(
        "changes",
        "Tell what moved between visits: repositories that appeared, vanished, were filled, emptied, moved or renamed.",
    ),
    "sql": Listed("sql", "Ask the survey in SQL."),
    "venues": Listed("venues", "List what can be surveyed, and how many papers of each year the survey already has."),
    "archive": Listed(
        "archive",
        "List the repositories whose scored state the Software Heritage archive holds, does not hold, "
        "or has not told of.",
    ),
    "citations": Listed(
        "citations",
        "Ask how often each paper is cited, and print how that goes with the scores (Spearman's rank correlation).",
    ),
    "pins": Listed(
        "pins",
        "Ask a package index whether the pinned versions are still there, and print in how many repositories all are.",
    ),
    "resolve": Listed(
        "resolve",
        "Ask a package index whether the repositories' lists of packages still resolve, and print in how many they do.",
    ),
    "rehearse": Listed(
        "rehearse",
        "Install what repositories list, import what their programs import, start them, and print in how many that "
        "works.",
    ),
    "migrate": Listed("maintenance", "Bring a survey that an older release wrote to the form that this one reads."),
    "compact": Listed(
        "maintenance", "Make few files of a survey's many small ones, so that everything reads them faster."
    ),
    "doctor": Listed(
        "maintenance",
        "Look for damaged files, files that nothing refers to, and rows that stand twice; say what to do of each.",
    ),
    "export": Listed("export", "Write rows of the survey, all of it as a database, or a data set to deposit."),
}


_OF_SURVEY = ("dask", "duckdb", "pyarrow", "scrapy")
"""Packages of the extra ``survey``; where one is missing, it is not installed."""


def _require_survey(command: str) -> None:
    if any(find_spec(name) is None for name in _OF_SURVEY):
        raise UsageError(f"{command} needs the extra survey: pip install 'reprosurvey[survey]'")


class LazyCommands(TyperGroup):
    """A group of ``COMMANDS``, each loaded when it is asked for. It takes the options of logging, and so does each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += log_options()

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; None where there is none.

        Raises:
            UsageError: It needs an extra that is not installed.
        """
        if (listed := COMMANDS.get(cmd_name)) is None:
            return None
        if listed.is_of_survey:
            _require_survey(cmd_name)
        found = getattr(import_module(f"reprosurvey.analysis.cli.{listed.module}"), cmd_name)
        if isinstance(found, typer.Typer):
            group = get_group(found)
            taking = [group, *group.commands.values()]
        else:
            info = CommandInfo(cmd_name, callback=found)
            taking = [get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)]
        for command in taking:
            command.params += log_options()
        return taking[0]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List them for the help, without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.summary) for name, listed in COMMANDS.items()])
