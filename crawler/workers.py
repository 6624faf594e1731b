"""Runs a pure function over many inputs on the workers of a Dask cluster, a bounded number at a time.

A worker hands each input to a process of its own (:mod:`reprosurvey.crawler.isolated`), so that no input can end a
worker. Every wait is bounded: a cluster without workers, or of which nothing is heard, ends the run with one line.
"""

from __future__ import annotations

import hashlib
import logging
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from importlib.metadata import requires, version
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import cloudpickle
import dask
from distributed import Client, Future, LocalCluster, wait
from distributed.scheduler import KilledWorker
from packaging.requirements import Requirement

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.isolated import (
    GRACE,
    PATIENCE,
    Bounds,
    Copy,
    LostInputError,
    answered,
    copy_for,
    end_processes,
)

logger = logging.getLogger(__name__)

Input = TypeVar("Input")
Output = TypeVar("Output")
Heard = TypeVar("Heard")

WINDOW = 8
"""Tasks under way for each worker, so that memory does not grow with their number."""
START_SECONDS = 60.0
"""What a cluster may take until its first worker is there, and a scheduler to answer."""
LOST = "worker after worker was lost over it"
"""Why there is no output of what ended the workers that it was given to."""
LOOK_AGAIN = 0.5
"""Seconds until workers are looked for again where there are none."""
QUIET = {
    "distributed.logging.distributed": "critical",
    "distributed.admin.large-graph-warning-threshold": "1GB",  # a task brings its inputs along, and these logs
    "distributed.admin.low-level-log-length": 10,  # hold them for as long as they last
}
"""Settings of Dask for whoever hands out tasks."""
_GO_ON = "run again, which goes on from here"
_ALONE = {
    **QUIET,
    "distributed.worker.profile.enabled": False,
    "distributed.scheduler.http.routes": [],  # what is served to any user of this machine: nothing
}


@contextmanager
def local_workers(count: int) -> Iterator[Client]:
    """As many processes on this machine, for as long as the block runs.

    Scheduler and workers are threads of this process, and nothing of them listens on the network: any user of the
    machine could have a scheduler run a function as ours.
    """
    with dask.config.set(_ALONE), ExitStack() as opened:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        with _uninterrupted():
            cluster = LocalCluster(
                n_workers=1,
                threads_per_worker=count,
                processes=False,
                memory_limit=None,
                dashboard_address=None,
                scheduler_kwargs={"dashboard_address": "127.0.0.1:0"},  # its port, which it opens all the same: any
                silence_logs=logging.CRITICAL,
            )
            client = opened.enter_context(Client(opened.enter_context(cluster)))
            opened.callback(end_processes)
        yield client


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Heed Ctrl-C at the block's end: a cluster that is half open would complain in many lines."""
    heard = []
    before = signal.signal(signal.SIGINT, lambda *_: heard.append(True))
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
    bounds: Bounds = Bounds(),  # noqa: B008 (frozen)
) -> Iterator[tuple[Input, Output | Exception]]:
    """Each input with what ``function`` made of it, or the error that it raised or met its end by, as they come.

    What weighs less than 1 shares a task with others, up to 1 together: a task costs the scheduler as much as it costs
    a worker to read a small PDF.

    Raises:
        SurveyError: The cluster has no workers, lost them, or does not answer.
    """
    submit = partial(_submitted, client, partial(_work, build(), cloudpickle.dumps(function), bounds))
    waiting = _tasks(inputs, weigh)
    running: dict[Future[Any], list[Input]] = {}
    room = WINDOW * sum(await_workers(client, START_SECONDS).values())
    while running.update((submit(task), task) for task in islice(waiting, max(0, room - len(running)))) or running:
        heard = partial(_heard, client, _patience(bounds, max(map(len, running.values()))))
        for future in heard(partial(wait, list(running), return_when="FIRST_COMPLETED")).done:
            task, error = running.pop(future), heard(future.exception)
            if isinstance(error, KilledWorker) and len(task) > 1:
                logger.warning("workers died over a task of %d inputs; each is tried alone", len(task))
                running.update((submit([item]), [item]) for item in task)
            else:
                yield from zip(task, _outputs(task, error) or map(answered, heard(future.result)), strict=True)
            future.release()


def await_workers(client: Client, seconds: float, advice: str = _GO_ON) -> Mapping[str, int]:
    """The threads of each worker, once there is one.

    Raises:
        SurveyError: None came within so many seconds, or the scheduler does not answer.
    """
    given_up = time.monotonic() + seconds
    while not (found := threads_of(client)):
        if time.monotonic() > given_up:
            raise no_worker(client, seconds, advice)
        time.sleep(LOOK_AGAIN)
    return found


def no_worker(client: Client, seconds: float, advice: str = _GO_ON) -> SurveyError:
    """What ends a run for which no worker came within so many seconds."""
    return SurveyError(f"no worker came within {seconds:.0f} s to {_address(client)}; {advice}")


def threads_of(client: Client) -> Mapping[str, int]:
    """The threads of each worker that is there.

    Raises:
        SurveyError: The scheduler does not answer.
    """
    assert client.scheduler is not None
    try:
        threads: Mapping[str, int] = client.sync(client.scheduler.ncores, callback_timeout=START_SECONDS)
    except OSError:
        raise SurveyError(f"{_address(client)} does not answer; {_GO_ON}") from None
    return threads


def _address(client: Client) -> str:
    return str(client.scheduler.address) if client.scheduler is not None else "the scheduler"


def _submitted(client: Client, work: Callable[[list[bytes]], list[bytes]], task: list[Any]) -> Future[Any]:
    return client.submit(work, [cloudpickle.dumps(item) for item in task], pure=False)


def _patience(bounds: Bounds, inputs: int) -> float:
    """Seconds within which one of several tasks is done, none of more ``inputs`` than that."""
    return START_SECONDS + inputs * (PATIENCE * bounds.seconds + GRACE)


def _heard(client: Client, seconds: float, ask: Callable[..., Heard]) -> Heard:
    """What ``ask`` gives, whose ``timeout`` is no longer than workers may be away: Dask itself waits for ever.

    It does also where a task was done already, whose result is lost with its worker and made again by another.
    """
    address, given_up = _address(client), time.monotonic() + seconds
    try:
        while True:
            try:
                return ask(timeout=START_SECONDS)
            except TimeoutError:
                if not threads_of(client):
                    raise SurveyError(f"{address} has lost its workers; {_GO_ON}") from None
                if time.monotonic() > given_up:
                    raise SurveyError(f"nothing was heard of the workers of {address} for {seconds:.0f} s") from None
    except (CancelledError, OSError):
        raise SurveyError(f"the connection to {address} was lost; {_GO_ON}") from None


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


def _outputs(task: list[Input], error: BaseException | None) -> list[LostInputError]:
    """What becomes of the inputs of a task that failed; nothing where it did not."""
    if isinstance(error, KilledWorker):
        return [LostInputError(LOST)] * len(task)
    if error is not None:
        raise cannot_work(error) from error
    return []


def cannot_work(error: BaseException) -> SurveyError:
    """What ends a run by a worker's ``error`` that is no input's."""
    return SurveyError(f"a worker of the cluster cannot work: {type(error).__name__}: {error}")


@cache
def build() -> Mapping[str, str]:
    """What this machine runs: the version of each library that the survey rests on, and a digest of the program."""
    digest = hashlib.md5(usedforsecurity=False)
    for part in ("analysis", "crawler", "sql"):
        for file in sorted(Path(str(files("reprosurvey") / part)).rglob("*")):
            if file.is_file() and file.parent.name != "__pycache__":
                digest.update(file.read_bytes())
    libraries = map(Requirement, requires("reprosurvey") or ())
    used = [library.name for library in libraries if not library.marker or library.marker.evaluate({"extra": "survey"})]
    program = f"{version('reprosurvey')} ({digest.hexdigest()[:8]})"
    python = ".".join(map(str, sys.version_info[:2]))
    return {"reprosurvey": program, "Python": python, **{name: version(name) for name in sorted(used)}}


def require_build(wanted: Mapping[str, str]) -> None:
    """Make sure that this worker runs what those run who hand out the work.

    Raises:
        RuntimeError: It runs something else, which may read or judge otherwise.
    """
    here = build()
    if others := [name for name in wanted.keys() | here.keys() if wanted.get(name) != here.get(name)]:
        name = "reprosurvey" if "reprosurvey" in others else min(others)
        more = f" (and {len(others) - 1} more differ)" if len(others) > 1 else ""
        raise RuntimeError(
            f"it runs {name} {here.get(name, 'of no version')}, this machine {wanted.get(name, 'none')}{more}; "
            "install the same on both"
        )


def _work(wanted: Mapping[str, str], function: bytes, bounds: Bounds, items: list[bytes]) -> list[bytes]:
    """What a thread of a worker does of one task.

    Raises:
        RuntimeError: It runs another build than who hands out the tasks.
    """
    require_build(wanted)
    copy = copy_for(function, bounds)
    return [_answer(copy, item) for item in items]


def _answer(copy: Copy, item: bytes) -> bytes:
    try:
        return copy.call(item)
    except LostInputError as error:
        return pickle.dumps(error)
