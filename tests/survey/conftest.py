"""A survey of the demo by the command itself, made once; each process of the tests has a copy to read."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.analysis.cli.demo_hosts import survey_toml
from reprosurvey.analysis.cli.survey import end_of
from reprosurvey.crawler.demo import DemoSite, Request, serve
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import VISITS
from tests.commands import run
from tests.conftest import Once

Row = dict[str, str]


@dataclass(frozen=True)
class Survey:
    """The demo's site, a survey of it, and the command."""

    site: DemoSite
    folder: Path
    asked: tuple[Request, ...] = ()
    """What its hosts were asked while it was made."""

    @property
    def store(self) -> Path:
        return self.folder / "survey"

    @property
    def settings(self) -> Path:
        return self.folder / "survey.toml"

    def arguments(self, *arguments: str) -> list[str]:
        """These arguments of the command, and those by which it is about this survey."""
        return [*arguments, "--store", str(self.store), "--config", str(self.settings)]

    def program(self, *arguments: str) -> list[str]:
        """The command about this survey as a program of its own, with streams of its own."""
        return [sys.executable, "-m", "reprosurvey", *self.arguments(*arguments)]

    def __call__(self, *arguments: str, status: int = 0) -> str:
        done = run("reprosurvey", *self.arguments(*arguments), folder=self.folder)
        assert done.status == status, done
        return done.output if status == 0 else done.complaint

    def look_back(self, day: datetime) -> None:
        """As `visit --as-of` would where no paper's repository stood there yet."""
        looked_at = {"origin": "https://github.com/lab/none", "outcome": "not yet", "as_of": end_of(day)}
        Store.open(self.store).append(VISITS, [looked_at])

    def export(self, what: str = "papers") -> list[Row]:
        return list(csv.DictReader(io.StringIO(self("export", what))))

    def requests_of(self, *arguments: str) -> list[str]:
        """What one command asks the web for: method, path and status."""
        before = len(self.site.requests)
        self(*arguments)
        return [f"{r.method} {r.path} {r.status}" for r in self.site.requests[before:]]


@pytest.fixture(scope="session")
def surveyed(once: Once, made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """The demo, surveyed once. For reading only."""

    def survey_demo(folder: Path) -> None:
        with _served(made_demo, folder) as survey:
            survey("run", "demo")
        (folder / "requests.json").write_text(json.dumps(survey.site.requests))

    made = once("surveyed", survey_demo)
    folder = tmp_path_factory.mktemp("surveyed")
    shutil.copytree(made / "survey", folder / "survey")
    with _served(made_demo, folder) as survey:
        yield replace(survey, asked=tuple(Request(*a) for a in json.loads((made / "requests.json").read_text())))


@pytest.fixture
def unsurveyed(made_demo: Path, tmp_path: Path) -> Iterator[Survey]:
    """The demo, not yet surveyed."""
    with _served(made_demo, tmp_path) as survey:
        yield survey


@pytest.fixture
def copied(surveyed: Survey, tmp_path: Path) -> Survey:
    """The surveyed demo once more, to write to."""
    shutil.copytree(surveyed.folder, tmp_path / "copied", ignore=shutil.ignore_patterns("demo"))
    return Survey(surveyed.site, tmp_path / "copied")


def comparable(rows: object) -> Any:
    """Rows as JSON has them, without the last digits of fractions: those follow the order in which rows were summed."""
    return json.loads(json.dumps(rows, default=str), parse_float=lambda number: round(float(number), 9))


@contextmanager
def _served(demo: Path, folder: Path) -> Iterator[Survey]:
    """A copy of the demo, with the settings for a survey of it."""
    shutil.copytree(demo, folder / "demo")
    with serve(folder / "demo") as site:
        (folder / "survey.toml").write_text(survey_toml(site.mirrors))
        yield Survey(site, folder)
