"""``run --repositories``: check a list of submissions before there are proceedings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.cli.rows import Format, write
from analysis.database import connect
from analysis.queries import result
from analysis.report.relation import print_relation
from crawler.config import load_config
from crawler.errors import UsageError
from crawler.store import Edition, now
from crawler.venues import known_venues, list_named

if TYPE_CHECKING:
    from analysis.stages import Stages

VENUE = "submissions"
"""The list's venue where no other is named."""


def edition_of_list(venue: str, years: str | None, config: Path | None) -> Edition:
    """The venue and year that a list stands for; by default this year's submissions.

    Raises:
        UsageError: There are proceedings of that name, or it is no name, or not one year.
    """
    name = list_named(venue or VENUE, known_venues(load_config(config).venues))
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name):
        raise UsageError(f"'{venue}' is no name for a list: use lower-case letters, digits and hyphens")
    if years is not None and not re.fullmatch(r"\d{4}", years):
        raise UsageError(f"'{years}' is not one year; a list belongs to one")
    return name, int(years) if years else now().year


def show_submissions(stages: Stages, edition: Edition, output: Path | None, format_: Format) -> None:
    """Print which of the edition's repositories are empty, broken or miss a part, and write all of it to ``output``."""
    with connect(stages.store) as database:
        venue, year = edition
        database.execute("set variable edition = $1", [{"venue": venue, "year": year}])
        result(database, "submissions").create_view("submissions")
        print_relation(database.sql("select id, name, state, missing from submissions"), stages.console)
        if output is not None:
            write(database, "submissions", output, format_)
