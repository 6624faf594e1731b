"""Table 1 in the forms in which it is read, pasted or cited."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from analysis.cli.rows import STANDARD_OUTPUT, Format, OutputOption, write_query
from analysis.cli.survey import (
    AsOfOption,
    ConfigOption,
    StoreOption,
    Visit,
    VisitOption,
    console,
    end_of,
    is_first,
    open_store,
)
from analysis.database import connect
from analysis.report import documents, terminal
from analysis.report.table1 import table1 as layouts_of
from crawler.errors import UsageError


class Form(StrEnum):
    """How Table 1 is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    LATEX = "latex"
    CSV = "csv"
    HTML = "html"


_AS_TEXT = {
    Form.TERMINAL: terminal.as_text,
    Form.MARKDOWN: documents.markdown,
    Form.LATEX: documents.latex,
    Form.HTML: documents.html,
}


def table1(
    form: Annotated[
        Form, typer.Option("--format", help="How to write it; csv has the figures unrounded.")
    ] = Form.TERMINAL,
    as_of: AsOfOption = None,
    visit: VisitOption = Visit.LATEST,
    output: OutputOption = STANDARD_OUTPUT,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write Table 1: shares with 95 % intervals, the scores, and beside each denominator what it leaves out.

    Example: reprosurvey table1 --format latex -o table1.tex
    """
    with connect(open_store(store, config), end_of(as_of), first_visit=is_first(visit, as_of)) as database:
        if form is Form.CSV:
            write_query(database, "table1", output, Format.CSV)
            return
        layouts = layouts_of(database)
    if output != STANDARD_OUTPUT:
        _write(_AS_TEXT[form](layouts), output)
    elif form is Form.TERMINAL:
        terminal.print_tables(layouts, console)
    else:
        sys.stdout.write(_AS_TEXT[form](layouts))


def _write(text: str, path: Path) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from None
