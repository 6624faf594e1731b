"""What the tests share: a survey of their own and a site of their own."""

from __future__ import annotations

import asyncio
import gc
import importlib
import logging
import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock
import pytest
from hypothesis import settings

from reprosurvey.crawler import demo
from reprosurvey.crawler.locations import ObjectUrl
from reprosurvey.crawler.store.parquet import Store
from tests.web import Site

os.environ.pop("COLUMNS", None)  # a terminal's width is what a test says
importlib.import_module("reprosurvey.analysis.cli.survey")  # whose console keeps the width that it is made under


def pytest_configure() -> None:
    gc.disable()  # what is collected lives as long as the tests do


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


settings.register_profile("survey", database=None, deadline=None, derandomize=True)
settings.load_profile("survey")


@pytest.fixture(autouse=True)
def no_error_is_lost(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """What a task raises reaches whoever waits for it; asyncio tells of what does not."""
    yield
    lost = [r for r in caplog.get_records("call") if (r.name, r.levelno) == ("asyncio", logging.ERROR)]
    assert not lost, [record.getMessage() for record in lost]


Once = Callable[[str, Callable[[Path], None]], Path]
"""Gives the folder of that name, filled by whichever of the tests' processes asks first."""


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        with filelock.FileLock(shared / f"{name}.lock"):
            if not (shared / name).exists():
                making = Path(tempfile.mkdtemp(dir=shared))
                make(making)
                making.rename(shared / name)
        return shared / name

    return made


@pytest.fixture(scope="session")
def made_demo(once: Once) -> Path:
    """The demo's pages and repositories. To be copied."""
    return once("demo", demo.make)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A new survey."""
    return Store.create(tmp_path / "survey")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site on loopback that serves nothing yet."""
    served = Site(tmp_path / "site", tmp_path / "repositories")
    served.site.mkdir()
    served.repositories.mkdir()
    with served.run() as base:
        served.base.append(base)
        yield served


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every wait is noted here instead of waited for."""
    noted: list[float] = []
    sleep = asyncio.sleep

    async def note(seconds: float, result: object = None) -> object:
        if seconds > 0:
            noted.append(seconds)
        return await sleep(0, result)

    monkeypatch.setattr(asyncio, "sleep", note)
    return noted


@pytest.fixture
def interruptible() -> Iterator[None]:
    """An interruption is one, also where a shell runs the tests in the background and has them ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """The address of an object store on loopback."""
    from tests.objects import object_store  # slow to import

    with object_store() as address:
        yield address


@pytest.fixture
def url(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ObjectUrl:
    """A place for a survey in it."""
    from tests.objects import environment, new_bucket

    for name, value in environment(endpoint, tmp_path / "cache").items():
        monkeypatch.setenv(name, value)
    return new_bucket()
