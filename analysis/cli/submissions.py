"""``run --repositories``: check a list of submissions before there are proceedings."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reprosurvey.analysis.cli.rows import ENDINGS, STANDARD_OUTPUT, Format, form_of, write
from reprosurvey.analysis.cli.survey import console, writing
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.analysis.submissions.feedback import feedback_of, of_list
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Edition, Store, now
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.submissions import SubmissionList
from reprosurvey.crawler.venues import known_venues, refuse_venue

if TYPE_CHECKING:
    from reprosurvey.analysis.stages import Stages

VENUE = "submissions"
"""The list's venue where no other is named."""


def check_submissions(
    listed: SubmissionList,
    venue: str | None,
    years: str | None,
    output: Path | None,
    format_: Format | None,
    store: str | None,
    config: Path | None,
    *,
    as_json: bool = False,
) -> None:
    """Look at every repository that is ``listed``, print what each comes to, and write it to ``output``.

    Raises:
        UsageError: The list's name or year, or where it is to be written cannot be; known before the first visit.
    """
    edition = _edition_of_list(venue or VENUE, years, config)
    if output is not None:
        _require_writable(output)
    elif format_ is not None:
        raise UsageError("--format is how a file is written; name it with --output")
    form = form_of(output or STANDARD_OUTPUT, format_, Format.CSV, ENDINGS)
    with writing(store, config, as_json=as_json) as stages:
        for remark in listed.remarks:
            stages.console.print(printable(remark), markup=False, highlight=False, soft_wrap=True)
        stages.run_submissions(listed.submissions, edition)
        _show(stages, edition, output, form)


def _edition_of_list(venue: str, years: str | None, config: Path | None) -> Edition:
    """The venue and year that a list stands for; by default this year's."""
    refuse_venue(venue, known_venues(load_config(config).venues))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", venue):
        raise UsageError(f"'{venue}' is no name for a list: use lower-case letters, digits and hyphens")
    if years is not None and not re.fullmatch(r"\d{4}", years):
        raise UsageError(f"'{years}' is not one year; a list belongs to one")
    return venue, int(years) if years else now().year


def _require_writable(file: Path) -> None:
    there = file if file.exists() else file.parent
    if file != STANDARD_OUTPUT and (file.is_dir() or not os.access(there, os.W_OK)):
        raise UsageError(f"cannot write {file}: it is no file in a folder that can be written to")


def _show(stages: Stages, edition: Edition, output: Path | None, format_: Format) -> None:
    with connect(stages.store) as database:
        rows = of_list(result(database, "submissions"), edition)
        print_relation(rows.project("id, name, state, missing, reason, note"), stages.console)
        if output is not None:
            told = [feedback.text for feedback in feedback_of(database, edition)]
            database.register("checked", rows.to_arrow_table().append_column("feedback", [told]))
            write(database, "checked", output, format_)
    tell_reports(stages.store, [edition])


def tell_reports(store: Store, editions: list[Edition]) -> None:
    """Write the reports of these lists, and print where they stand."""
    from reprosurvey.analysis.submissions.pages import write_submissions  # brings the templates' engine

    with connect(store) as database:
        for edition in editions:
            path = write_submissions(store.path / "report" / "submissions", database, edition)
            store.storage.publish(path.parent)
            console.print(f"Report: {store.storage.name_of(path)}", markup=False, highlight=False, soft_wrap=True)
