"""How a long stage tells how far it is: on standard error, a bar on a terminal, else plain lines with the time.

Plain it is where standard error is no terminal, with the variable ``NO_COLOR``, and on a terminal that moves no cursor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars

EVERY = 60.0
"""Seconds between two plain lines of a stage."""

_hushed: list[bool] = []


class Progress(Protocol):
    """Called each time something is done: how many are done, of how many, and how many of these failed."""

    def __call__(self, done: int, total: int, failed: int) -> None:
        """Tell it."""


def silent(done: int, total: int, failed: int) -> None:
    """Tell nobody."""


def hush() -> None:
    """Let no stage of this process tell anybody how far it is."""
    _hushed.append(True)


@contextmanager
def progress_bar(stage: str, of: str) -> Iterator[Progress]:
    """What ``stage`` tells for as long as the block runs; ``of``: what it counts, such as papers."""
    console = Console(stderr=True)
    if _hushed:
        yield silent
    elif not console.is_terminal or console.is_dumb_terminal or console.no_color:
        with plain(stage, of, say) as tell:
            yield tell
    else:
        with _bar(stage, of, console) as tell:
            yield tell


@contextmanager
def plain(
    stage: str, of: str, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic
) -> Iterator[Progress]:
    """A line each ``EVERY`` seconds of ``clock``, and one at the end, unless it fails before anything is done."""
    said, counts = clock(), (0, 0, 0)

    def line() -> str:
        done, total, failed = counts
        return f"{stage}: {done} of {total} {of}, {failed} failed" if done or total else f"{stage}: no {of}"

    def tell(done: int, total: int, failed: int) -> None:
        nonlocal said, counts
        counts = (done, total, failed)
        if clock() - said >= EVERY and done < total:
            said = clock()
            write(line())

    try:
        yield tell
    except BaseException:
        if any(counts):
            write(f"{line()}; broken off")
        raise
    write(line())


def say(line: str) -> None:
    """Write a line with the time."""
    if _hushed:
        return
    sys.stderr.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}\n")
    sys.stderr.flush()


@contextmanager
def _bar(stage: str, of: str, console: Console) -> Iterator[Progress]:
    columns = (
        TextColumn("{task.description:<9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[of]}, {task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console) as bars:
        task = bars.add_task(stage, total=None, failed=0, of=of)

        def tell(done: int, total: int, failed: int) -> None:
            bars.update(task, completed=done, total=total, failed=failed)

        yield tell
