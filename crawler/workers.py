"""Runs a pure function over many inputs in Dask worker processes, a bounded number at a time.

A worker that a hostile input kills is replaced; only that input fails.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from itertools import islice
from multiprocessing import forkserver
from typing import Any, TypeVar

import dask
from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker
from distributed.utils import get_mp_context

logger = logging.getLogger(__name__)

Input = TypeVar("Input")
Output = TypeVar("Output")

WINDOW = 8
"""Inputs under way for each worker, so that memory does not grow with their number."""


@contextmanager
def local_workers(count: int) -> Iterator[Client]:
    """A cluster of ``count`` processes on this machine, for as long as the block runs."""
    settings = {
        "distributed.logging.distributed": "critical",
        "distributed.scheduler.allowed-failures": 0,
        "distributed.worker.profile.enabled": False,
        "distributed.worker.multiprocessing-method": "forkserver",  # Dask is imported once, not by every worker
    }
    with dask.config.set(settings):
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with ExitStack() as opened:
            with _uninterrupted():
                cluster = LocalCluster(
                    n_workers=count,
                    threads_per_worker=1,
                    dashboard_address=None,
                    scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # its port, which it opens all the same: any
                    silence_logs=logging.CRITICAL,
                )
                client = opened.enter_context(Client(opened.enter_context(cluster)))
            yield client


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Heed Ctrl-C at the block's end, and have processes never hear it: who waits for them ends them.

    A cluster that is half open, and a process that is broken off, would complain in many lines.
    """
    heard = []
    get_mp_context()  # tells the server below what to import
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    forkserver.ensure_running()  # from which all processes have what they ignore
    signal.signal(signal.SIGINT, lambda *_: heard.append(True))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def run_over(
    client: Client,
    function: Callable[[Input], Output],
    inputs: Iterable[Input],
    weigh: Callable[[Input], float] = lambda _: 1.0,
) -> Iterator[tuple[Input, Output | Exception]]:
    """Each input with what ``function`` made of it, or the error that it raised, as they come.

    What weighs less than 1 shares a task with others, up to 1 together: a task costs the scheduler as much as it costs
    a worker to read a small PDF.
    """
    waiting = _tasks(inputs, weigh)
    given: dict[Any, list[Input]] = {}
    suspects: list[Input] = []

    def submit(tasks: Iterable[list[Input]]) -> list[Any]:
        futures = []
        for task in tasks:
            future = client.submit(partial(_each, function), task, pure=False)
            given[future.key] = task
            futures.append(future)
        return futures

    running = as_completed(
        submit(islice(waiting, WINDOW * max(1, len(client.nthreads()))))
    )  # none while the only one restarts
    for future in running:
        task, error = given.pop(future.key), future.exception()
        if isinstance(error, KilledWorker):
            suspects += task
            logger.warning("a worker died over one of %d inputs; each is tried alone", len(task))
        else:
            yield from zip(task, _outputs(task, future, error), strict=True)
        future.release()
        for following in submit(islice(waiting, 1)):
            running.add(following)
    for item in suspects:  # what was with a worker dies with it: alone, each shows whether it was the one
        (future,) = submit([[item]])
        (output,) = _outputs([item], future, future.exception())
        yield item, output


def _tasks(inputs: Iterable[Input], weigh: Callable[[Input], float]) -> Iterator[list[Input]]:
    task: list[Input] = []
    load = 0.0
    for item in inputs:
        weight = weigh(item)
        if task and load + weight > 1:
            yield task
            task, load = [], 0.0
        task.append(item)
        load += weight
        if load >= 1:
            yield task
            task, load = [], 0.0
    if task:
        yield task


def _each(function: Callable[[Input], Output], task: list[Input]) -> list[Output | Exception]:
    outputs: list[Output | Exception] = []
    for item in task:
        try:
            outputs.append(function(item))
        except Exception as error:  # what it is about is the caller's to say
            outputs.append(error)
    return outputs


def _outputs(task: list[Input], future: Any, error: Exception | None) -> list[Any]:
    return [error] * len(task) if error is not None else future.result()
