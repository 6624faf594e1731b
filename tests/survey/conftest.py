"""A survey of the demo by the command itself, made once for all tests that only read it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from analysis.cli.demo import survey_toml
from crawler.demo import DemoSite, serve

Row = dict[str, str]


@dataclass(frozen=True)
class Survey:
    """The demo's site, a survey of it, and the command."""

    site: DemoSite
    folder: Path

    @property
    def store(self) -> Path:
        return self.folder / "survey"

    @property
    def settings(self) -> Path:
        return self.folder / "survey.toml"

    def command(self, *arguments: str) -> list[str]:
        options = ["--store", str(self.store), "--config", str(self.settings)]
        return [sys.executable, "-m", "analysis.cli", *arguments, *options]

    def __call__(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=170, cwd=self.folder)
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout if status == 0 else done.stderr

    def export(self, what: str = "papers") -> list[Row]:
        return list(csv.DictReader(io.StringIO(self("export", what))))

    def requests_of(self, *arguments: str) -> list[str]:
        """What one command asks the web for: method, path and status."""
        before = len(self.site.requests)
        self(*arguments)
        return [f"{r.method} {r.path} {r.status}" for r in self.site.requests[before:]]


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Survey]:
    """The demo, surveyed once. For reading only."""
    with _fresh(tmp_path_factory.mktemp("surveyed")) as survey:
        survey("run", "demo")
        yield survey


@pytest.fixture
def unsurveyed(tmp_path: Path) -> Iterator[Survey]:
    """The demo, not yet surveyed."""
    with _fresh(tmp_path) as survey:
        yield survey


def comparable(rows: object) -> Any:
    """Rows as JSON has them, without the last digits of fractions: those follow the order in which rows were summed."""
    return json.loads(json.dumps(rows, default=str), parse_float=lambda number: round(float(number), 9))


@contextmanager
def _fresh(folder: Path) -> Iterator[Survey]:
    (folder / "demo").mkdir()
    with serve(folder / "demo") as site:
        (folder / "survey.toml").write_text(survey_toml(site))
        yield Survey(site, folder)
