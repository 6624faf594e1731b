"""What the commands share: which survey, with which settings, and how to speak to a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console

from reprosurvey.analysis.cli.exit_status import take_no_more
from reprosurvey.crawler.config import Cluster, load_config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.locations import Location, location_of
from reprosurvey.crawler.printable import uncommanded
from reprosurvey.crawler.store.clock import present
from reprosurvey.crawler.store.interrupts import interruptible
from reprosurvey.crawler.store.parquet import Store, now

if TYPE_CHECKING:
    from reprosurvey.analysis.stages import Stages

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        envvar="REPROSURVEY_STORE",
        help="The survey: a folder, or s3://bucket/prefix. Default: survey.toml's, else ./survey.",
    ),
]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Settings. Default: survey.toml here or in a folder above.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler", help="A Dask scheduler, tcp://... or tls://..., whose workers visit, read, judge and rehearse."
    ),
]
YearsOption = Annotated[
    str | None, typer.Option("--years", help="2022, 2019-2022 or 2019,2021. Default: all that are known.")
]

AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The repositories as they stood on this day."),
]


_AHEAD = timedelta(minutes=5)
"""How far clocks may go wrong without a word."""


class Visit(StrEnum):
    """Which of the visits to each repository counts."""

    FIRST = "first"
    LATEST = "latest"


VisitOption = Annotated[
    Visit, typer.Option("--visit", help="The repositories as they were first found, or as they were last.")
]


class _Uncommanding:
    """Standard output, in which no line is a command to the CI that shows it."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write ``text``."""
        return self._file.write(uncommanded(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class _Console(Console):
    """Where its reader leaves, the command goes on unheard: a run is not over when ``head`` has seen enough."""

    @property
    def file(self) -> IO[str]:
        """What is written to."""
        return cast("IO[str]", _Uncommanding(super().file))

    @file.setter
    def file(self, new: IO[str]) -> None:
        self._file = new

    def on_broken_pipe(self) -> None:
        """Write no more."""
        take_no_more()


console = _Console()


def end_of(day: datetime | None) -> datetime | None:
    """The last moment of a day, in UTC; None for none.

    Raises:
        UsageError: The day is not over.
    """
    if day is None:
        return None
    end = datetime.combine(day.date(), time.max, UTC)
    if end > now():
        raise UsageError(f"{day:%Y-%m-%d} is not over; name a day that is")
    return end


def is_first(visit: Visit, as_of: datetime | None) -> bool:
    """Whether the first visit is asked for.

    Raises:
        UsageError: A day is asked for as well.
    """
    if visit is Visit.FIRST and as_of is not None:
        raise UsageError("--visit first and --as-of name two moments: give one of them")
    return visit is Visit.FIRST


def located(store: str | None, config: Path | None) -> Location:
    """Where the survey is that was named, else that of the settings.

    Raises:
        UsageError: No survey can be there.
    """
    return location_of(store) if store else load_config(config).store


def open_store(store: str | None, config: Path | None) -> Store:
    """The survey to read."""
    return Store.open(located(store, config))


@contextmanager
def writing(
    store: str | None,
    config: Path | None,
    take: Callable[[Location], Store] = Store.create,
    *,
    scheduler: str | None = None,
    as_json: bool = False,
) -> Iterator[Stages]:
    """The survey to write, held for as long as the block runs; ``take`` makes it where there is none, or opens it.

    Args:
        store: The survey, in the place of that of the settings.
        config: The settings.
        take: How it is opened.
        scheduler: Of Dask, in the place of the settings' cluster.
        as_json: Whether what the block did is printed as JSON.

    Raises:
        SurveyError: There is none to open, another run holds it, or nothing answered that the block asked.
        InterruptedRunError: The run was interrupted.
    """
    from reprosurvey.analysis.cli.demo_hosts import settings_of  # a query need not wait for these imports
    from reprosurvey.analysis.cli.run_output import summarised
    from reprosurvey.analysis.stages import Stages

    survey = take(located(store, config))
    with (
        interruptible(f"interrupted; {survey} has what was done, the same command goes on from there"),
        survey.lock(),
        settings_of(survey, config) as file,
    ):
        _tell_of_clock(survey)
        loaded = load_config(file)
        cluster = Cluster(scheduler) if scheduler is not None else loaded.cluster
        stages = Stages(survey, replace(loaded, cluster=cluster), file, console)
        with summarised(stages) if as_json else nullcontext():
            yield stages
            stages.require_answers()


def _tell_of_clock(store: Store) -> None:
    newest = store.newest()
    if newest is not None and newest > present() + _AHEAD:
        console.print(
            f"The newest rows of {store} are of {newest:%Y-%m-%d %H:%M} UTC, which is still to come: this "
            "machine's clock was ahead, or is behind. What is written now comes after them.",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
