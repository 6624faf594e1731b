"""Commands for authors and reviewers: the checklist of a repository, or of a surveyed paper."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.crawler.config import Config, load_config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.printable import uncommanded
from reprosurvey.crawler.store.database import connect

if TYPE_CHECKING:
    from reprosurvey.analysis.checklist.questions import Checklist


class Format(StrEnum):
    """How a checklist is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    SARIF = "sarif"


FormatOption = Annotated[Format, typer.Option("--format", help="For a terminal, a page or a machine.")]


def check(
    repository: Annotated[str, typer.Argument(help="Its address, or a folder: what is committed, if it is git's.")],
    require: Annotated[
        str, typer.Option("--require", help="Questions, by commas, that must be yes; else the exit status is 1.")
    ] = "",
    format_: FormatOption = Format.TEXT,
    resolve: Annotated[
        bool, typer.Option("--resolve", help="Ask package_index also whether the list of packages resolves today.")
    ] = False,
    lock: Annotated[
        Path | None, typer.Option("--lock", help="With --resolve: write the versions that then go together here.")
    ] = None,
    config: ConfigOption = None,
) -> None:
    """Ask one repository the nine questions of the checklist, with evidence and advice. Nothing of it is run or kept.

    Questions: reproducibility, code_public, public_data, dependencies, training, evaluation, model, documentation,
    licensing.

    Example: reprosurvey check . --require dependencies,training
    """
    from reprosurvey.analysis.check import check_repository  # takes as long as the command itself
    from reprosurvey.analysis.checklist.questions import QUESTIONS

    required = [name.strip() for name in require.split(",") if name.strip()]
    if wrong := [name for name in required if name not in QUESTIONS]:
        raise UsageError(f"no question '{wrong[0]}' to require; known: {', '.join(QUESTIONS)}")
    if (resolve or lock) and format_ is not Format.TEXT:
        raise UsageError("--resolve and --lock go with --format text")
    settings = load_config(config)
    checklist = check_repository(repository, settings)
    _show(checklist, format_)
    if resolve or lock:
        _resolve(checklist, settings, lock)
    outcomes = {name: checklist.answers[name].outcome.value for name in required}
    if missing := [f"{name} ({outcome})" for name, outcome in outcomes.items() if outcome != "yes"]:
        raise SurveyError(f"required, but not yes: {', '.join(missing)}")


def _resolve(checklist: Checklist, settings: Config, lock: Path | None) -> None:
    from reprosurvey.analysis.checklist import environment
    from reprosurvey.crawler.resolution.uv import open_resolver

    with open_resolver(settings) as resolver:
        found = environment.ask_environment(checklist.package_list, resolver)
    for line in environment.told(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    if lock is not None:
        environment.write_lock(found, lock)


def checklist(
    paper: Annotated[str, typer.Argument(help="Its key, or venue/year/key.")],
    format_: FormatOption = Format.TEXT,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Fill in the checklist of a surveyed paper, from the survey alone.

    Example: reprosurvey checklist midl/2022/luo22b --format markdown
    """
    from reprosurvey.analysis.checklist.surveyed import surveyed_checklist

    with connect(open_store(store, config)) as database:
        _show(surveyed_checklist(database, paper), format_)


def _show(checklist: Checklist, format_: Format) -> None:
    from reprosurvey.analysis.checklist import machines, words

    match format_:
        case Format.TEXT:
            words.on_terminal(checklist, console)
        case Format.MARKDOWN:
            typer.echo(uncommanded(words.markdown(checklist)), nl=False)
        case Format.JSON:
            typer.echo(machines.as_json(checklist), nl=False)
        case Format.SARIF:
            typer.echo(machines.as_sarif(checklist), nl=False)


"""The commands."""
