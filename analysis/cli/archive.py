"""``reprosurvey archive``: which scored states the Software Heritage archive holds."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reprosurvey.analysis.cli.rows import STANDARD_OUTPUT, Format, write_query
from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, open_store
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result


class Listed(StrEnum):
    """How the list is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def archive(
    save: Annotated[bool, typer.Option("--save", help="Ask the archive to save what it does not hold.")] = False,
    format_: Annotated[Listed, typer.Option("--format", help="How to write the list.")] = Listed.TABLE,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """List the repositories whose scored state the Software Heritage archive holds, does not hold, or has not told of.

    What it is known to hold is not asked for again. --save asks for what it does not hold, longest not asked for first;
    what came of it shows when the archive is asked again later.

    Example: reprosurvey archive --save --store survey
    """
    from reprosurvey.crawler.archive.software_heritage import (
        ask_known,
        ask_to_save,
    )

    settings = load_config(config)
    survey = open_store(store, config)
    with survey.lock():
        failure = ask_known(survey, settings, _column(survey, "archive_to_ask"))
        if save and failure is None:
            failure = ask_to_save(survey, settings, _column(survey, "archive_to_save"))
    _print(survey, format_)
    if failure is not None:
        raise SurveyError(f"the archive did not answer everything: {failure}; the same command asks for the rest")


def _column(store: Store, name: str) -> list[str]:
    with connect(store) as database:
        return [value for (value,) in result(database, name).fetchall()]


def _print(store: Store, format_: Listed) -> None:
    with connect(store) as database:
        if format_ is Listed.TABLE:
            print_relation(result(database, "archive"), console)
            print_relation(result(database, "archive_counts"), console)
            return
        write_query(database, "archive", STANDARD_OUTPUT, Format(format_.value))
