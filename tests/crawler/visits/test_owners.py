"""Visits by the workers of a cluster: the same tables as by one process, and one owner a host whatever is lost."""

from __future__ import annotations

import asyncio
import os
import pickle
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pyarrow.compute as pc
import pytest
from distributed import Client, LocalCluster

from reprosurvey.crawler.config import Cluster, Config
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.origins import origin_of
from reprosurvey.crawler.progress import Progress, silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from reprosurvey.crawler.visits import owner, owners
from reprosurvey.crawler.visits.owner import Asked, Owner
from reprosurvey.crawler.visits.previous_visits import Told
from reprosurvey.crawler.visits.visit_stage import visit_all
from reprosurvey.crawler.workers import build
from tests.crawler.visits.test_kills import tables
from tests.web import SILENT, Answer, Site

HOSTS = ("github.com", "gitlab.com", "bit.ly")


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    """A scheduler with two worker processes, which are replaced where they are lost."""
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as one:
        yield one


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leases of seconds."""
    monkeypatch.setattr(owners, "TERM", 3.0)


def visited(cluster: LocalCluster, store: Store, config: Config, *places: str, tell: Progress = silent) -> Counter[str]:
    named = replace(config, cluster=Cluster(scheduler=cluster.scheduler_address))
    return visit_all(store, named, [[f"https://{place}"] for place in places], ignore_schedule=True, tell=tell)


def once(done: int, act: Callable[[], None]) -> Progress:
    """Act when so many addresses were looked at."""

    def tell(now: int, total: int, failed: int) -> None:
        if now == done:
            act()

    return tell


def kill_all(cluster: LocalCluster) -> None:
    for nanny in cluster.workers.values():
        os.kill(nanny.pid, signal.SIGKILL)


def test_workers_bring_what_one_process_would(running: LocalCluster, store: Store, site: Site, tmp_path: Path) -> None:
    places = [f"{host}/lab/{number}" for host in HOSTS[:2] for number in range(4)]
    for number, place in enumerate(places):
        if number % 4 != 3:
            site.repository(place, {"train.py": f"print({number})"})
    site.answer("/bit.ly/go", Answer(302, headers={"Location": f"https://{places[0]}"}))
    alone, config = Store.create(tmp_path / "alone"), site.config(*HOSTS)
    places.append("bit.ly/go")
    for again in range(2):
        counts = visit_all(alone, config, [[f"https://{place}"] for place in places], ignore_schedule=True, tell=silent)
        assert visited(running, store, config, *places) == counts
        assert tables(store) == tables(alone)
        site.repository(places[0], {"train.py": f"print({again})", "more.py": ""})


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_what_a_lost_worker_was_asked_for_is_asked_of_another(running: LocalCluster, store: Store, site: Site) -> None:
    places = [f"{host}/lab/{number}" for host in HOSTS[:2] for number in range(6)]
    for place in places:
        site.repository(place, {"train.py": f"print('{place}')"})
    counts = visited(running, store, site.config(*HOSTS), *places, tell=once(2, lambda: kill_all(running)))
    assert counts == {"full": len(places)}
    assert all(count == 1 for table in tables(store) for count in table.values())


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_a_worker_that_stood_still_asks_nobody_when_it_goes_on(running: LocalCluster, store: Store, site: Site) -> None:
    places = [f"{host}/lab/{number}" for host in HOSTS[:2] for number in range(12)]  # a host for each worker
    for place in places:
        site.repository(place, {"train.py": f"print('{place}')"})
    still = next(iter(running.workers.values())).pid
    stop = once(4, lambda: os.kill(still, signal.SIGSTOP))
    try:
        assert visited(running, store, site.config(*HOSTS), *places, tell=stop) == {"full": len(places)}
        asked = len(site.asked)
    finally:
        os.kill(still, signal.SIGCONT)
    with Client(running) as client:
        client.run(lambda: [asking.thread.join() for asking in owner._asking.values()])  # until their leases are over
    assert len(site.asked) == asked
    assert all(count == 1 for table in tables(store) for count in table.values())


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_the_rest_that_a_host_asked_for_holds_after_its_owner(running: LocalCluster, store: Store, site: Site) -> None:
    site.answer_git("github.com/lab/0", Answer(429, headers={"Retry-After": "3600"}))
    site.repository("github.com/lab/1", {"train.py": "print(1)"})
    config, end = site.config(*HOSTS, host_requests=1), once(1, lambda: kill_all(running))
    assert visited(running, store, config, "github.com/lab/0", "github.com/lab/1", tell=end) == {"failed": 2}
    assert len(site.asked) == 1
    assert all("asks for a rest" in error for error in store.read(VISITS)["error"].to_pylist())


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_what_loses_worker_after_worker_is_failed_and_says_nothing_of_its_host(
    running: LocalCluster, store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "ATTEMPTS", 1)
    places = [f"github.com/lab/{number}" for number in range(6)]
    for number, place in enumerate(places):
        site.repository(place, {"train.py": f"print({number})"})
    config, end = site.config(*HOSTS, host_requests=1), once(1, lambda: kill_all(running))
    assert visited(running, store, config, *places, tell=end) == {"full": 5, "failed": 1}
    rows = store.read(VISITS, where=pc.field("outcome") == "failed").to_pylist()
    assert [row["error"] for row in rows] == ["worker after worker was lost over it"]


def test_no_token_goes_to_a_worker(store: Store) -> None:
    made = owners.Owners(Mock(), Config(tokens={"gitlab.com": "glpat-secret"}), store, None, {}, Mock())
    assert b"glpat-secret" not in pickle.dumps(made._arguments)


@pytest.mark.slow
@pytest.mark.usefixtures("brief")
def test_where_no_worker_comes_again_the_visit_ends_and_keeps_what_it_has(
    store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "START_SECONDS", 0.1)
    places = [f"github.com/lab/{number}" for number in range(3)]
    with LocalCluster(n_workers=1, processes=False, dashboard_address=None) as cluster:
        end = once(1, lambda: cluster.loop.add_callback(cluster.workers[0].close))
        with pytest.raises(SurveyError, match="no worker came within"):
            visited(cluster, store, site.config(*HOSTS, host_requests=1), *places, tell=end)
    assert 1 <= store.read(VISITS).num_rows < len(places)


def test_a_worker_of_another_build_is_told(
    running: LocalCluster, store: Store, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "build", lambda: build() | {"aiohttp": "another"})
    with pytest.raises(SurveyError, match="this machine another"):
        visited(running, store, site.config(*HOSTS), "github.com/lab/0")


def test_a_worker_that_does_not_see_the_survey_is_told(running: LocalCluster, store: Store, site: Site) -> None:
    with pytest.raises(SurveyError, match="no survey at"):
        visited(running, Store(store.path / "elsewhere"), site.config(*HOSTS), "github.com/lab/0")


def wanted(place: str) -> Asked:
    origin = origin_of(f"https://{place}")
    assert origin is not None
    return Asked(0, origin, Told({}, frozenset()))


def test_an_owner_whose_lease_is_not_renewed_breaks_off(store: Store, site: Site) -> None:
    site.answer_git("github.com/lab/0", SILENT)

    async def ask() -> None:
        owner = Owner(build(), site.config(*HOSTS), store.path, None, 0.2)
        await owner.begin([wanted("github.com/lab/0")])
        owner._asking.thread.join()
        for asked in (owner.renew, lambda: owner.begin([wanted("github.com/lab/1")])):
            with pytest.raises(RuntimeError, match="lease is over"):
                await asked()

    asyncio.run(ask())
    assert site.paths() == ["/github.com/lab/0.git/git-upload-pack"]


def test_a_later_owner_takes_the_place_of_the_former(store: Store, site: Site) -> None:
    site.answer_git("github.com/lab/0", SILENT)

    async def ask() -> None:
        former, later = (Owner(build(), site.config(*HOSTS), store.path, None, 60) for _ in range(2))
        with pytest.raises(RuntimeError, match="lease is over"):
            await former.begin([wanted("github.com/lab/0")])
        later.end()

    asyncio.run(ask())
    assert site.paths() == []
