"""Whatever is lost on the way, the tables are in the end those of a run that nothing disturbed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from reprosurvey.analysis.assessment.assess_stage import assess
from reprosurvey.crawler.config import Cluster, Config, Limits
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from tests.analysis.assessment.surveys import LOOP, add_paper, add_repository

pytestmark = pytest.mark.slow

TABLES = ("verdicts", "data_sets", "traits", "pins", "unlisted", "assessments")
PROGRAM = """
import os, signal, sys
from pathlib import Path
from reprosurvey.analysis.assessment import rows
from reprosurvey.analysis.assessment.assess_stage import assess
from reprosurvey.crawler.config import Cluster, Config
from reprosurvey.crawler.store.parquet import Store

path, scheduler, last = sys.argv[1:]
rows.BATCH = 5

def tell(done, total, failed):
    if done == int(last):
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    assess(Store.open(Path(path)), Config(cluster=Cluster(scheduler)), force=False, tell=tell)
"""


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Papers of one repository each, some of one together, and some of none. To be copied."""
    store = Store.create(tmp_path_factory.mktemp("made") / "survey")
    for number in range(60):
        add_paper(store, f"p{number:02}", *([f"r{number // 2:02}"] if number % 3 else []))
    for number in range(30):
        files = {"train.py": f"{LOOP}seed = {number}\n", "requirements.txt": f"torch==1.{number}\n"}
        add_repository(store, f"r{number:02}", files if number % 4 else {"README.md": f"# {number}"})
    return store


@pytest.fixture
def copied(survey: Store, tmp_path: Path) -> Store:
    return Store(Path(shutil.copytree(survey.path, tmp_path / "survey")))


@pytest.fixture(scope="module")
def undisturbed(survey: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The tables after a run on this machine."""
    store = Store(Path(shutil.copytree(survey.path, tmp_path_factory.mktemp("undisturbed") / "survey")))
    assess(store, Config(limits=Limits(workers=2)), force=False, tell=silent)
    return tables(store)


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """A scheduler with two worker processes."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as two:
        yield two


def tables(store: Store) -> dict[str, list[str]]:
    """All rows that were ever written, without their time."""
    with connect(store) as database:
        return {
            table: sorted(
                map(repr, database.sql(f"select * replace (null as assessed_at) from history.{table}").fetchall())
            )
            for table in TABLES
        }


def test_a_worker_that_is_killed_costs_nothing(
    copied: Store, undisturbed: dict[str, list[str]], cluster: LocalCluster
) -> None:
    killed: list[int] = []

    def tell(*_: int) -> None:
        if not killed:
            killed.append(cluster.workers[0].process.pid)
            os.kill(killed[0], signal.SIGKILL)

    assess(copied, Config(cluster=Cluster(cluster.scheduler_address)), force=False, tell=tell)
    assert killed
    assert tables(copied) == undisturbed


def test_a_client_that_is_killed_goes_on_when_it_is_started_again(
    copied: Store, undisturbed: dict[str, list[str]], cluster: LocalCluster, tmp_path: Path
) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)

    def run(last: int) -> int:
        program = [sys.executable, str(tmp_path / "program.py"), str(copied.path), cluster.scheduler_address, str(last)]
        return subprocess.run(program, timeout=300, check=False).returncode

    assert [run(18), run(12), run(-1)] == [-signal.SIGKILL, -signal.SIGKILL, 0]
    assert tables(copied) == undisturbed
