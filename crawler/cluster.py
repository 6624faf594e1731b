"""The Dask cluster whose workers read, judge and rehearse: processes of this machine, or any of Dask's deployments.

Settings: ``limits.workers``; ``[cluster]``, see :class:`~reprosurvey.crawler.config.Cluster`.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pkgutil import resolve_name
from typing import Any

import dask
from distributed import Client

from reprosurvey.crawler.config import Cluster, Config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.progress import say
from reprosurvey.crawler.workers import QUIET, START_SECONDS, await_workers, local_workers

logger = logging.getLogger(__name__)


@contextmanager
def open_cluster(config: Config, inputs: int) -> Iterator[Client]:
    """The cluster of the settings, for as long as the block runs; on this machine no more workers than ``inputs``.

    Raises:
        UsageError: The settings name no cluster that can be made.
        SurveyError: It cannot be started, or does not answer.
    """
    if config.cluster.scheduler is not None:
        with _connected(config.cluster.scheduler, config.cluster.start_seconds) as client:
            yield client
    elif config.cluster.kind is not None:
        with _made(config.cluster) as cluster, _connected(cluster, config.cluster.start_seconds) as client:
            yield client
    else:
        with local_workers(min(config.limits.workers, inputs)) as client:
            yield client


@contextmanager
def _made(cluster: Cluster) -> Iterator[Any]:
    try:
        deployment = resolve_name(str(cluster.kind))
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(f"cluster.kind '{cluster.kind}': {error}; install what brings it") from None
    options = dict(cluster.options)
    if "security" in inspect.signature(deployment).parameters:
        options.setdefault("security", True)  # certificates that are made for this run: nobody else is heard
    try:
        made = deployment(**options)
    except Exception as error:
        raise SurveyError(f"cannot start {cluster.kind}: {type(error).__name__}: {error}") from None
    try:
        if cluster.workers is not None:
            made.scale(cluster.workers)
        yield made
    finally:
        try:
            made.close(timeout=START_SECONDS)
        except Exception as error:  # one that could not start its workers
            logger.warning("%s did not close: %s: %s", cluster.kind, type(error).__name__, error)


@contextmanager
def _connected(cluster: Any, seconds: int) -> Iterator[Client]:
    """A client of a cluster, or of the scheduler at an address, whose first worker is there within so many seconds."""
    with dask.config.set(QUIET):
        try:
            client = Client(cluster, timeout=START_SECONDS)
        except ValueError as error:
            raise UsageError(f"'{cluster}' is no address of a scheduler: {error}") from None
        except OSError as error:
            raise SurveyError(f"no scheduler answers at {cluster}: {error}") from None
        with client:
            say(f"Dask's dashboard: {client.dashboard_link}")
            await_workers(client, seconds, "cluster.start_seconds allows more")
            yield client
