"""A survey beside published figures."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reprosurvey.analysis.cli.rows import STANDARD_OUTPUT, Format, write_query
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
from reprosurvey.analysis.report.comparison import (
    AUDIT_LEGEND,
    COMPARISON_LEGEND,
    audit,
    comparison,
    far_apart,
    render,
)
from reprosurvey.analysis.report.documents import markdown
from reprosurvey.analysis.report.table1 import Layout
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.published.figures import published_named
from reprosurvey.crawler.store.published.tables import add_published


class Compared(StrEnum):
    """How the comparison is written."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"
    CSV = "csv"
    JSON = "json"


def compare(
    published: Annotated[
        str | None,
        typer.Argument(help="A table by name, or a CSV of your own with its TOML beside it. Default: all known ones."),
    ] = None,
    audited: Annotated[bool, typer.Option("--audit", help="Instead, hold the published table against itself.")] = False,
    format_: Annotated[Compared, typer.Option("--format", help="How to write it.")] = Compared.TERMINAL,
    as_of: AsOfOption = None,
    visit: VisitOption = Visit.LATEST,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Set the survey beside published figures, year by year with intervals, and tell what can explain a difference.

    --audit, which needs no survey: which counts the published percentages imply, whether they add up to what the text
    says, whether the mean score is the sum of its criteria, and what its ± can be.

    Example: reprosurvey compare simko2023 --format markdown
    """
    figures = published_named(published) if published is not None else None
    first_visit = is_first(visit, as_of)
    survey = None if audited else open_store(store, config)
    with connect(survey, end_of(as_of), first_visit=first_visit) as database:
        if figures is not None:
            add_published(database, [figures])
        if format_ in (Compared.CSV, Compared.JSON):
            write_query(
                database, "published_audit" if audited else "comparison", STANDARD_OUTPUT, Format(format_.value)
            )
            return
        layouts = audit(database) if audited else comparison(database)
        notes = [AUDIT_LEGEND] if audited else [COMPARISON_LEGEND, *far_apart(database)]
    if not layouts:
        raise UsageError("the survey holds no papers of a venue and year with published figures")
    _print(layouts, notes, format_)


def _print(layouts: list[Layout], notes: list[str], format_: Compared) -> None:
    if format_ is Compared.MARKDOWN:
        console.print(markdown(layouts, *notes), markup=False, highlight=False, soft_wrap=True)
        return
    for layout in layouts:
        console.print(render(layout))
    for note in notes:
        console.print(note, markup=False, highlight=False)
