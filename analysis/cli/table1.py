"""Table 1 in the forms in which it is read, pasted or cited."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from reprosurvey.analysis.cli.rows import STANDARD_OUTPUT, Format, OutputOption, form_of, write_query, written
from reprosurvey.analysis.cli.survey import (
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
from reprosurvey.analysis.report import terminal
from reprosurvey.analysis.report.table1 import Layout
from reprosurvey.analysis.report.table1 import table1 as layouts_of
from reprosurvey.crawler.store.database import connect


class Form(StrEnum):
    """How Table 1 is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    LATEX = "latex"
    CSV = "csv"
    HTML = "html"


ENDINGS = {".md": Form.MARKDOWN, ".tex": Form.LATEX, ".csv": Form.CSV, ".html": Form.HTML}


def table1(
    form: Annotated[
        Form | None,
        typer.Option("--format", help="How to write it, by default as the file's ending says; csv is unrounded."),
    ] = None,
    as_of: AsOfOption = None,
    visit: VisitOption = Visit.LATEST,
    output: OutputOption = STANDARD_OUTPUT,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Write Table 1: shares with 95 % intervals, the scores, and beside each denominator what it leaves out.

    Example: reprosurvey table1 --format latex -o table1.tex
    """
    form = form_of(output, form, Form.TERMINAL, ENDINGS)
    survey, first_visit = open_store(store, config), is_first(visit, as_of)
    with connect(survey, end_of(as_of), first_visit=first_visit, asked=["table1"]) as database:
        if form is Form.CSV:
            write_query(database, "table1", output, Format.CSV)
            return
        layouts = layouts_of(database)
    if output != STANDARD_OUTPUT:
        with written(output):
            output.write_text(_as_text(layouts, form), encoding="utf-8")
    elif form is Form.TERMINAL:
        terminal.print_tables(layouts, console)
    else:
        sys.stdout.write(_as_text(layouts, form))


def _as_text(layouts: list[Layout], form: Form) -> str:
    if form is Form.TERMINAL:
        return terminal.as_text(layouts)
    from reprosurvey.analysis.report import documents  # brings the templates' engine, which a terminal does not need

    return {Form.MARKDOWN: documents.markdown, Form.LATEX: documents.latex, Form.HTML: documents.html}[form](layouts)
