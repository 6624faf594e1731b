"""Any of Dask's deployments does the work, and what is wrong with one is told in a line."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from reprosurvey.crawler import cluster, workers
from reprosurvey.crawler.cluster import open_cluster
from reprosurvey.crawler.config import Cluster, Config, load_config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.workers import build, run_over
from tests.commands import CHECKOUT

LOCAL = {"n_workers": 0, "threads_per_worker": 1, "dashboard_address": None}


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    """A scheduler with a worker process."""
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as one:
        yield one


def opened(**settings: Any) -> Any:
    return open_cluster(Config(cluster=Cluster(**settings)), 1)


def test_the_workers_of_a_scheduler_that_runs_do_the_work(
    running: LocalCluster, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(scheduler=running.scheduler_address) as client:
        assert dict(run_over(client, lambda n: n * n, range(20))) == {n: n * n for n in range(20)}
        assert f"Dask's dashboard: {client.dashboard_link}" in capsys.readouterr().err


def test_a_worker_of_another_build_is_told(running: LocalCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "build", lambda: build() | {"aiohttp": "another"})
    with (
        opened(scheduler=running.scheduler_address) as client,
        pytest.raises(SurveyError, match="this machine another"),
    ):
        list(run_over(client, lambda n: n, [1]))


@pytest.mark.slow
def test_a_deployment_is_started_with_certificates_of_its_own() -> None:
    with opened(kind="distributed.LocalCluster", workers=2, options=LOCAL) as client:
        assert client.scheduler.address.startswith("tls://")
        assert dict(run_over(client, lambda n: -n, range(20))) == {n: -n for n in range(20)}


@pytest.mark.parametrize("kind", ["nothing_of_that.Name", "distributed.NoSuchCluster", "no name at all"])
def test_a_deployment_that_is_not_there(kind: str) -> None:
    with pytest.raises(UsageError, match=r"cluster\.kind"), opened(kind=kind):
        pass


def test_a_deployment_that_does_not_take_its_options() -> None:
    with (
        pytest.raises(SurveyError, match=r"cannot start distributed\.LocalCluster"),
        opened(kind="distributed.LocalCluster", options={"n_workers": "many"}),
    ):
        pass


@pytest.mark.parametrize(
    ("scheduler", "error"),
    [
        ("tcp://127.0.0.1:9", "no scheduler answers at tcp://127.0.0.1:9"),
        ("carrier pigeon", "no address of a scheduler"),
    ],
)
def test_a_scheduler_that_is_not_there(scheduler: str, error: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "START_SECONDS", 0.2)
    with pytest.raises(SurveyError, match=error), opened(scheduler=scheduler):
        pass


@pytest.mark.slow
def test_a_scheduler_that_stands_still_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "scheduler.json"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(told)]
    with subprocess.Popen([*command, "--dashboard-address", "127.0.0.1:0"]) as scheduler:
        try:
            while not told.exists() or not told.read_bytes().endswith(b"}"):
                pass
            address = json.loads(told.read_bytes())["address"]
            worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-dashboard"]
            with subprocess.Popen(worker) as other:
                try:
                    with opened(scheduler=address) as client:
                        monkeypatch.setattr(workers, "START_SECONDS", 0.5)

                        def inputs() -> Iterator[int]:
                            scheduler.send_signal(signal.SIGSTOP)
                            yield 1

                        with pytest.raises(SurveyError, match="does not answer"):
                            list(run_over(client, lambda n: n, inputs()))
                        scheduler.send_signal(signal.SIGCONT)
                finally:
                    other.kill()
        finally:
            scheduler.kill()


@pytest.mark.slow
def test_where_no_worker_comes_that_is_told() -> None:
    with (
        pytest.raises(SurveyError, match=r"no worker came within 1 s.*cluster\.start_seconds"),
        opened(kind="distributed.LocalCluster", options=LOCAL, start_seconds=1),
    ):
        pass


def test_the_settings_that_the_documentation_shows_are_valid(tmp_path: Path) -> None:
    page = (CHECKOUT / "docs" / "cluster.md").read_text()
    shown = re.findall(r"^```toml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    for number, settings in enumerate(shown):
        file = tmp_path / f"{number}.toml"
        file.write_text(settings)
        assert load_config(file).cluster.kind
