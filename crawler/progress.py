"""How a long stage tells how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.progress import Progress as Bars


class Progress(Protocol):
    """Called each time something is done: how many are done, of how many, and how many of these failed."""

    def __call__(self, done: int, total: int, failed: int) -> None:
        """Tell it."""


def silent(done: int, total: int, failed: int) -> None:
    """Tell nobody."""


@contextmanager
def progress_bar(stage: str, console: Console) -> Iterator[Progress]:
    """A bar for ``stage`` with what is done, what is left and what failed, for as long as the block runs."""
    columns = (
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console) as bars:
        task = bars.add_task(stage, total=None, failed=0)

        def tell(done: int, total: int, failed: int) -> None:
            bars.update(task, completed=done, total=total, failed=failed)

        yield tell
