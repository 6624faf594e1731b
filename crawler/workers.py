"""Runs a pure function over many inputs in Dask worker processes, a bounded number at a time.

A worker that a hostile input kills is replaced; only that input fails.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

import dask
from distributed import Client, LocalCluster, as_completed

Input = TypeVar("Input")
Output = TypeVar("Output")

WINDOW = 8
"""Inputs under way for each worker, so that memory does not grow with their number."""


@contextmanager
def local_workers(count: int) -> Iterator[Client]:
    """A cluster of ``count`` processes on this machine, for as long as the block runs."""
    quiet = {"distributed.logging.distributed": "critical", "distributed.scheduler.allowed-failures": 0}
    with dask.config.set(quiet):
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        cluster = LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
        )
        with cluster, Client(cluster) as client:
            yield client


def run_over(
    client: Client, function: Callable[[Input], Output], inputs: Iterable[Input]
) -> Iterator[tuple[Input, Output | Exception]]:
    """Each input with what ``function`` made of it, or the error that it raised, as they come."""
    waiting = iter(inputs)
    given: dict[Any, Input] = {}

    def submit(count: int) -> list[Any]:
        futures = []
        for item in islice(waiting, count):
            future = client.submit(function, item, pure=False)
            given[future.key] = item
            futures.append(future)
        return futures

    running = as_completed(submit(WINDOW * len(client.scheduler_info()["workers"])))
    for future in running:
        error = future.exception()
        yield given.pop(future.key), error if error is not None else future.result()
        future.release()
        for following in submit(1):
            running.add(following)
