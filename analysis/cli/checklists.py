"""Checklists written as a person or a machine wants them."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reprosurvey.analysis.cli.survey import console
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.printable import printable, uncommanded

if TYPE_CHECKING:
    from reprosurvey.analysis.checklist.questions import Checklist


class Format(StrEnum):
    """How a checklist is written."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    SARIF = "sarif"
    BADGE = "badge"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", help="Default: as the file's ending says, else text. badge: an SVG, or JSON for shields."),
]
OutputOption = Annotated[
    list[Path] | None,
    typer.Option("--output", "-o", help="A file to write: .txt, .md, .json, .sarif or .svg. May be repeated."),
]

_ENDINGS = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".json": Format.JSON,
    ".sarif": Format.SARIF,
    ".svg": Format.BADGE,
}


def require_writable(outputs: Sequence[Path], format_: Format | None) -> None:
    """Make sure that every file has a form and a folder, before anything is asked.

    Raises:
        UsageError: One has not.
    """
    for path in outputs:
        _form_of(path, format_)
        if not path.parent.is_dir():
            raise UsageError(f"cannot write {path}: there is no folder {path.parent}")


def deliver(checklists: Sequence[Checklist], format_: Format | None, outputs: Sequence[Path]) -> None:
    """Write ``checklists`` to each of ``outputs`` and print the closing line of each; without outputs, print them.

    Raises:
        UsageError: A badge is asked for of several.
        SurveyError: A file cannot be written.
    """
    from reprosurvey.analysis.checklist.summary import closing_line

    if not outputs:
        _print(checklists, format_ or Format.TEXT)
        return
    for path in outputs:
        form = _form_of(path, format_)
        try:
            path.write_text(_written(checklists, form, as_endpoint=path.suffix == ".json"), encoding="utf-8")
        except OSError as error:
            raise SurveyError(f"cannot write {path}: {error.strerror}") from None
    for checklist in checklists:
        told = printable(f"{checklist.subject}: {closing_line(checklist)}")
        console.print(told, markup=False, highlight=False, soft_wrap=True)


def _form_of(path: Path, format_: Format | None) -> Format:
    found = format_ or _ENDINGS.get(path.suffix.lower())
    if found is None:
        raise UsageError(f"cannot write {path}: its name can end in {', '.join(_ENDINGS)}; or say --format")
    return found


def _print(checklists: Sequence[Checklist], form: Format) -> None:
    if form is Format.TEXT:
        from reprosurvey.analysis.checklist import text

        for number, checklist in enumerate(checklists):
            if number:
                console.print()
            text.on_terminal(checklist, console)
        return
    typer.echo(_written(checklists, form), nl=False)


def _written(checklists: Sequence[Checklist], form: Format, *, as_endpoint: bool = False) -> str:
    from reprosurvey.analysis.checklist import badge, json_and_sarif, text

    match form:
        case Format.TEXT:
            return "\n".join(map(text.as_text, checklists))
        case Format.MARKDOWN:
            return uncommanded("\n".join(map(text.markdown, checklists)))
        case Format.JSON:
            return json_and_sarif.as_json(checklists)
        case Format.SARIF:
            return json_and_sarif.as_sarif(checklists)
        case Format.BADGE:
            if len(checklists) > 1:
                raise UsageError("a badge is of one repository")
            return badge.as_endpoint(checklists[0]) if as_endpoint else badge.as_svg(checklists[0])
