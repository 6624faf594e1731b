"""A whole survey by a scheduler with two worker processes, of which some are killed, and so is the command itself."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import RUNS, TABLES, TIME, Table

from .conftest import Survey

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as one:
        yield one


def rows(store: Path, table: Table) -> Counter[str]:
    """A table's rows but for when they were made, of which a digest stands in ``inputs``; how often each is there."""
    told = [field.name for field in table.all_fields if field.kind != TIME and field.name != "inputs"]
    return Counter(json.dumps(row, default=str) for row in Store.open(store).read(table, told).to_pylist())


def tables(store: Path) -> dict[str, Counter[str]]:
    return {table.name: rows(store, table) for table in TABLES.values() if table is not RUNS}


def when(running: subprocess.Popen[bytes], happens: Callable[[], bool]) -> None:
    """Wait until something happens, or the command has ended."""
    while running.poll() is None and not happens():
        pass


def kill_worker(cluster: LocalCluster, at: Callable[[], bool], running: subprocess.Popen[bytes]) -> None:
    """Kill the first worker that is at work when it is time."""

    def busy() -> list[str]:
        workers = cluster.scheduler.workers.copy().values()
        return [worker.nanny for worker in workers if worker.processing or worker.actors]

    when(running, lambda: at() and bool(busy()))
    killed = next(nanny for nanny in cluster.workers.values() if nanny.address in busy())
    os.kill(killed.pid, signal.SIGKILL)


def test_whatever_is_killed_the_tables_are_those_of_an_undisturbed_run(
    unsurveyed: Survey, surveyed: Survey, cluster: LocalCluster
) -> None:
    command = unsurveyed.program("run", "demo", "--scheduler", cluster.scheduler_address)

    def packs() -> int:
        return sum(request.path.endswith("git-upload-pack") for request in unsurveyed.site.requests)

    def has(table: str) -> Callable[[], bool]:
        return lambda: any((unsurveyed.store / table).rglob("*.parquet"))

    with subprocess.Popen(command, cwd=unsurveyed.folder) as first:
        kill_worker(cluster, has("papers"), first)  # while PDFs are read
        kill_worker(cluster, lambda: packs() >= 3, first)  # while repositories are visited
        when(first, lambda: packs() >= 12)
        first.kill()
    with subprocess.Popen(command, cwd=unsurveyed.folder) as second:
        kill_worker(cluster, has("artifacts"), second)  # while papers are judged
        assert second.wait(300) == 0
    found, expected = tables(unsurveyed.store), tables(surveyed.store)
    assert [name for name in expected if found[name] != expected[name]] == []
