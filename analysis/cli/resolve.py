"""``reprosurvey resolve``: whether the lists of packages still resolve."""

from __future__ import annotations

from typing import Annotated

import typer

from reprosurvey.analysis.cli.survey import ConfigOption, StoreOption, console, writing
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result

_SHOWN = """
    venue, year, moment, repositories, without_list, unknown, n, yes,
    round(share, 2) as share, round(low, 2) as low, round(high, 2) as high
"""


def resolve(
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="At most so many lists, of all years in turn. Default: all that are due."),
    ] = None,
    then: Annotated[
        bool, typer.Option("--then", help="Also as the index stood when each list was changed last.")
    ] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
) -> None:
    """Ask a package index whether the repositories' lists of packages still resolve, and print in how many they do.

    Nothing is installed or run: uv looks for versions that go together, as wheels, for each Python from 3.6 on. The
    index is package_index of survey.toml, else pip's own PIP_INDEX_URL. A list is asked about again after 90 days. With
    --then each repository's history is asked when its list was changed last. No other command asks, and no verdict
    rests on it. `export unresolved` lists what does not resolve, and why.

    Example: reprosurvey resolve --limit 50 --store survey
    """
    with writing(store, config, Store.open) as stages:
        stages.resolve(limit, then=then)
        with connect(stages.store) as database:
            print_relation(result(database, "resolves_by_year").project(_SHOWN), console)
