"""The demo's store, by the commands that the README shows, without any setting."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from reprosurvey.analysis.cli.demo_hosts import FOLDER
from reprosurvey.crawler.store.parquet import Store
from tests.commands import run

from .conftest import Survey


def reprosurvey(folder: Path, *arguments: str, status: int = 0) -> str:
    done = run("reprosurvey", *arguments, folder=folder)
    assert done.status == status, done
    return done.output if status == 0 else done.complaint


@pytest.mark.slow
def test_looking_again_finds_the_demo_as_it_was_left(tmp_path: Path) -> None:
    said = reprosurvey(tmp_path, "run", "demo")
    assert said.splitlines()[-1] == "Read it: reprosurvey table1 --store demo-survey"
    store = ("--store", "demo-survey")
    table1 = reprosurvey(tmp_path, "table1", *store)
    visits = "select outcome, count(*) from states where as_of is null group by outcome order by outcome"
    outcomes = reprosurvey(tmp_path, "sql", visits, *store)
    for command in ("visit --all", "assess", "report", "crawl demo --years 2022", "run demo"):
        reprosurvey(tmp_path, *command.split(), *store)
        assert reprosurvey(tmp_path, "table1", *store) == table1, command
        assert reprosurvey(tmp_path, "sql", visits, *store) == outcomes, command


@pytest.mark.slow
def test_a_visit_asks_the_demo_s_hosts_and_says_why_one_failed(copied: Survey, made_demo: Path) -> None:
    def states() -> str:
        query = "select origin, outcome, last_outcome = 'failed' from states order by all"
        return reprosurvey(copied.folder, "sql", query, "--format", "csv", "--store", "survey")

    shutil.copytree(made_demo, copied.store / FOLDER)
    copied.settings.unlink()
    before = states()
    said = reprosurvey(copied.folder, "visit", "--all", "--store", "survey")
    assert states() == before
    assert re.search(r"× repository codeberg\.org: failed: HTTP 503 \(demo \d{4} \w+\)", said)
    assert "× PDF" not in said


@pytest.mark.parametrize("command", ["run midl", "run --papers list.csv", "run --repositories list.csv", "crawl midl"])
def test_nothing_real_gets_into_the_demo_s_store(tmp_path: Path, command: str) -> None:
    (Store.create(tmp_path / "demo-survey").path / FOLDER).mkdir()
    said = reprosurvey(tmp_path, *command.split(), "--store", "demo-survey", status=2)
    assert "demo-survey is the demo's" in said


def test_the_demo_does_not_get_into_another_survey(copied: Survey) -> None:
    said = reprosurvey(copied.folder, "run", "demo", "--store", "survey", status=2)
    assert "survey is a survey of something else" in said
