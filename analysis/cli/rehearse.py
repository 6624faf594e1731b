"""``reprosurvey rehearse``: whether the repositories' code still runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.filesize import decimal

from reprosurvey.analysis.cli.survey import ConfigOption, SchedulerOption, StoreOption, console, writing
from reprosurvey.analysis.report.text_tables import print_relation
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.queries import result

if TYPE_CHECKING:
    from reprosurvey.crawler.rehearsal.rehearse_stage import Download

_SHOWN = """
    venue, question, answer, step, repositories, not_tried, unknown, n, yes,
    round(share, 2) as share, round(low, 2) as low, round(high, 2) as high
"""


def rehearse(
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, help="A sample of so many repositories, of all years in turn. Default: all."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="By which the sample is drawn.")] = 0,
    yes: Annotated[bool, typer.Option("--yes", help="Fetch what is needed without asking.")] = False,
    store: StoreOption = None,
    config: ConfigOption = None,
    scheduler: SchedulerOption = None,
) -> None:
    """Install what repositories list, import what their programs import, start them, and print in how many that works.

    It runs code of strangers: in a sandbox without a network, which is tried first (bubblewrap, or [sandbox] command of
    survey.toml). It says how much it will download, and asks. Wheels alone are installed, for the newest Python of this
    machine for which the list resolves. A repository is tried again after 90 days; the same command goes on where a run
    ended. No other command runs anything, and no verdict rests on it.

    Example: reprosurvey rehearse --limit 20 --store survey
    """

    def confirm(download: Download) -> bool:
        console.print(
            f"{download.repositories} repositories are to be installed and started in the sandbox. Their "
            f"{download.wheels} wheels are {decimal(download.bytes)}, less what was fetched before."
        )
        return yes or typer.confirm("Fetch them, and run the code?")

    with writing(store, config, Store.open, scheduler=scheduler) as stages:
        stages.rehearse(limit, seed, confirm)
        with connect(stages.store) as database:
            print_relation(
                result(database, "from_reading_to_running")
                .filter("year is null and repositories > without_list")
                .project(_SHOWN),
                console,
            )
