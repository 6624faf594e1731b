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
from distributed.scheduler import KilledWorker

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
    }
    with dask.config.set(settings):
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        cluster = LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            dashboard_address=None,
            scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # its port, which it opens all the same: any
            silence_logs=logging.CRITICAL,
        )
        with cluster, Client(cluster) as client:
            yield client


def run_over(
    client: Client, function: Callable[[Input], Output], inputs: Iterable[Input]
) -> Iterator[tuple[Input, Output | Exception]]:
    """Each input with what ``function`` made of it, or the error that it raised, as they come."""
    waiting = iter(inputs)
    given: dict[Any, Input] = {}
    suspects: list[Input] = []

    def submit(inputs: Iterable[Input]) -> list[Any]:
        futures = []
        for item in inputs:
            future = client.submit(function, item, pure=False)
            given[future.key] = item
            futures.append(future)
        return futures

    running = as_completed(
        submit(islice(waiting, WINDOW * max(1, len(client.nthreads()))))
    )  # none while the only one restarts
    for future in running:
        item, error = given.pop(future.key), future.exception()
        if isinstance(error, KilledWorker):
            suspects.append(item)
        else:
            yield item, error if error is not None else future.result()
        future.release()
        for following in submit(islice(waiting, 1)):
            running.add(following)
    for item in suspects:  # what was with a worker dies with it: alone, each shows whether it was the one
        (future,) = submit([item])
        error = future.exception()
        yield item, error if error is not None else future.result()
