"""``reprosurvey review``: take in what people answered."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.analysis.report.relation import print_relation
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.runs import recorded


def review(
    sheet: Annotated[Path, typer.Argument(help="A CSV or XLSX: paper or title, year, a column for each criterion.")],
    reviewer: Annotated[str, typer.Option("--reviewer", help="Who answered.")],
    compare_only: Annotated[
        bool, typer.Option("--compare-only", help="Compare with the automatic answers, and do not stand over them.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Take in people's answers: yes, no, na or nothing. They stand over the automatic ones, which stay beside them.

    `reprosurvey export to_review` writes a sheet to begin with, `export agreement` and `export disagreements` tell what
    comes of it. Where a line makes no sense it is named, and nothing of the sheet is taken in.

    Example: reprosurvey review labels.csv --reviewer "Doe, Jane" --compare-only
    """
    from reprosurvey.analysis.reviews.intake import (  # brings every criterion, which no other command waits for
        Role,
        take_in,
    )
    from reprosurvey.analysis.reviews.sheet import read_sheet

    if not reviewer.strip():
        raise UsageError("--reviewer names who answered; it is empty")
    lines = read_sheet(sheet)
    survey = open_store(store, config)
    role = Role.COMPARED if compare_only else Role.STANDS
    with survey.lock(), recorded(survey, "review") as counts:
        counts.update(take_in(survey, sheet, lines, reviewer.strip(), role))
    console.print(f"New answers: {counts.total()}", highlight=False)
    with connect(survey) as database:
        print_relation(result(database, "reviewers"), console)
