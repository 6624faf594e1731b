"""Commands for authors and reviewers: the checklist of repositories, or of a surveyed paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reprosurvey.analysis.cli.checklists import Format, FormatOption, OutputOption, deliver, require_writable
from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.crawler.config import Config, load_config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.printable import printable

if TYPE_CHECKING:
    from reprosurvey.analysis.checklist.questions import Checklist


def check(
    repositories: Annotated[
        list[str], typer.Argument(help="The address of each, or its folder: what is committed, if it is git's.")
    ],
    require: Annotated[
        str, typer.Option("--require", help="Questions, by commas, that must be yes; else the exit status is 1.")
    ] = "",
    format_: FormatOption = None,
    output: OutputOption = None,
    resolve: Annotated[
        bool,
        typer.Option(
            "--resolve",
            help="Ask package_index also whether the list of packages resolves today. With -o requirements.lock, "
            "write the versions that then go together.",
        ),
    ] = False,
    config: ConfigOption = None,
) -> None:
    """Ask one repository the nine questions of the checklist, with evidence and advice. Nothing of it is run or kept.

    Of several repositories, each. Exit status: 0, or 1 where one that --require names is not yes, or 3 where nothing
    could be said of a repository, as its host does not answer; of several, the highest.

    Questions: reproducibility, code_public, public_data, dependencies, training, evaluation, model, documentation,
    licensing.

    Example: reprosurvey check . --require dependencies,training
    """
    required, outputs, locks = _required(require), *_apart(output or [], resolve=resolve)
    require_writable(outputs, format_)
    if resolve and (len(repositories) > 1 or outputs or format_ not in (None, Format.TEXT)):
        raise UsageError("--resolve goes with one repository, --format text and no file but a .lock")
    settings = load_config(config)
    checklists, failures = _check_each(repositories, settings)
    if checklists:
        deliver(checklists, format_, outputs)
        if resolve:
            _resolve(checklists[0], settings, locks)
    failures += [unmet for checklist in checklists if (unmet := _unmet(checklist, required, len(repositories) > 1))]
    _end(failures)


def _apart(files: Sequence[Path], *, resolve: bool) -> tuple[list[Path], list[Path]]:
    """The files for checklists, and those for locks."""
    locks = [path for path in files if path.suffix == ".lock"]
    if locks and not resolve:
        raise UsageError(f"{locks[0]} is written with --resolve alone")
    return [path for path in files if path not in locks], locks


def _required(names: str) -> list[str]:
    from reprosurvey.analysis.checklist.questions import QUESTIONS

    required = [name.strip() for name in names.split(",") if name.strip()]
    if wrong := [name for name in required if name not in QUESTIONS]:
        raise UsageError(f"no question '{wrong[0]}' to require; known: {', '.join(QUESTIONS)}")
    return required


def _check_each(repositories: Sequence[str], settings: Config) -> tuple[list[Checklist], list[SurveyError]]:
    """The checklists, and the errors of those of which there is none."""
    from reprosurvey.analysis.check import check_repository  # takes as long as the command itself

    checklists, failures = [], []
    for repository in repositories:
        try:
            checklists.append(check_repository(repository, settings))
        except SurveyError as error:
            failures.append(error)
    return checklists, failures


def _unmet(checklist: Checklist, required: Sequence[str], is_one_of_several: bool) -> SurveyError | None:
    outcomes = {name: checklist.answers[name].outcome.value for name in required}
    missing = [f"{name} ({outcome})" for name, outcome in outcomes.items() if outcome != "yes"]
    subject = f"{checklist.subject}: " if is_one_of_several else ""
    return SurveyError(f"{subject}required, but not yes: {', '.join(missing)}") if missing else None


def _end(failures: list[SurveyError]) -> None:
    """Tell of each failure, the worst last, whose exit status is the command's.

    Raises:
        SurveyError: There is one.
    """
    if failures:
        *others, worst = sorted(failures, key=lambda failure: failure.exit_status)
        for failure in others:
            typer.echo(f"reprosurvey: {printable(str(failure))}", err=True)
        raise worst


def _resolve(checklist: Checklist, settings: Config, locks: Sequence[Path]) -> None:
    from reprosurvey.analysis.checklist import environment
    from reprosurvey.crawler.resolution.uv import open_resolver

    with open_resolver(settings) as resolver:
        found = environment.ask_environment(checklist.package_list, resolver)
    for line in environment.told(found):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    for lock in locks:
        environment.write_lock(found, lock)


def checklist(
    paper: Annotated[str, typer.Argument(help="Its key, or venue/year/key.")],
    format_: FormatOption = None,
    output: OutputOption = None,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Fill in the checklist of a surveyed paper, from the survey alone.

    Example: reprosurvey checklist midl/2022/luo22b --format markdown
    """
    from reprosurvey.analysis.checklist.surveyed import surveyed_checklist
    from reprosurvey.crawler.store.database import connect  # check needs no database

    outputs = output or []
    require_writable(outputs, format_)
    with connect(open_store(store, config)) as database:
        deliver([surveyed_checklist(database, paper)], format_, outputs)
