"""Each mistake is told in one line, with what to do, and the exit status says whose it was."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reprosurvey.crawler.store.clock import CLOCK
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import RUNS
from tests.commands import run

from .conftest import Survey


def reprosurvey(*arguments: str, folder: Path, path: str | None = None) -> tuple[int, str]:
    done = run("reprosurvey", *arguments, folder=folder, environment=None if path is None else {"PATH": path})
    return done.status, done.complaint.strip()


def test_unknown_venue(tmp_path: Path) -> None:
    status, said = reprosurvey("run", "nowhere", folder=tmp_path)
    assert (status, said.count("\n")) == (2, 0)
    assert "no venue 'nowhere'" in said
    assert "midl" in said


def test_unknown_year(tmp_path: Path) -> None:
    status, said = reprosurvey("run", "miccai", "--years", "1999", folder=tmp_path)
    assert (status, said.count("\n")) == (2, 0)
    assert "miccai has no 1999" in said


@pytest.mark.parametrize("years", ["20x2", "2022-2019", ""])
def test_years_that_are_none(tmp_path: Path, years: str) -> None:
    status, said = reprosurvey("run", "midl", "--years", years, folder=tmp_path)
    assert (status, said.count("\n")) == (2, 0)
    assert years in said


def test_a_mistaken_request_leaves_no_survey_behind(tmp_path: Path) -> None:
    reprosurvey("run", "nowhere", folder=tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["sql .tables", "extract", "visit", "assess", "report", "pins", "citations"])
def test_no_survey_to_go_on_with(tmp_path: Path, command: str) -> None:
    status, said = reprosurvey(*command.split(), "--store", "typo", folder=tmp_path)
    assert status == 1
    assert "no survey at typo" in said
    assert not list(tmp_path.iterdir())


def test_a_store_of_another_schema_version(tmp_path: Path) -> None:
    store = tmp_path / "survey"
    store.mkdir()
    (store / "reprosurvey.json").write_text(json.dumps({"schema_version": 999}))
    for command in (["run", "midl"], ["sql", "select 1"]):
        status, said = reprosurvey(*command, folder=tmp_path)
        assert (status, said.count("\n")) == (1, 0)
        assert "schema version 999" in said
    assert sorted(p.name for p in store.iterdir()) == ["reprosurvey.json"]


def test_a_folder_that_is_no_survey(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("precious")
    status, said = reprosurvey("run", "midl", "--store", ".", folder=tmp_path)
    assert status == 1
    assert "not a survey" in said
    assert (tmp_path / "thesis.tex").read_text() == "precious"


def test_no_git_on_the_path(tmp_path: Path) -> None:
    status, said = reprosurvey("run", "midl", folder=tmp_path, path=str(tmp_path))
    assert (status, said.count("\n")) == (1, 0)
    assert "git is not on the PATH" in said


@pytest.mark.slow
def test_no_network(tmp_path: Path) -> None:
    (tmp_path / "survey.toml").write_text('[mirrors]\n"https://proceedings.mlr.press/" = "http://127.0.0.1:9/"\n')
    status, said = reprosurvey("run", "midl", "--years", "2022", "--quiet", folder=tmp_path)
    assert (status, said.count("\n")) == (1, 0)
    assert "midl 2022" in said


def test_settings_that_make_no_sense(tmp_path: Path) -> None:
    (tmp_path / "survey.toml").write_text("[limits]\nvisist = 3\n")
    status, said = reprosurvey("run", "midl", folder=tmp_path)
    assert (status, said.count("\n")) == (2, 0)
    assert "visist" in said


def test_sql_that_does_not_work(surveyed: Survey) -> None:
    said = surveyed("sql", "selct 1", status=2)
    assert said.startswith("reprosurvey: the query does not work")


@pytest.mark.parametrize("command", [["table1"], ["report"], ["sql", "select 1"], ["export", "papers"], ["compare"]])
def test_a_day_that_was_not_looked_back_to(surveyed: Survey, command: list[str]) -> None:
    said = surveyed(*command, "--as-of", "2021-05-06", status=1)
    assert said.startswith("reprosurvey: the survey was not looked back to 2021-05-06; known days: none; `visit --as-")
    assert said.count("\n") == 1
    assert not (surveyed.store / "report" / "2021-05-06").exists()


@pytest.mark.parametrize("command", [["table1"], ["export", "papers"], ["sql", "from survey"], ["assess"]])
def test_a_file_of_the_survey_that_is_cut_short(copied: Survey, command: list[str]) -> None:
    file = next((copied.store / "papers").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:300])
    said = copied(*command, status=2 if command[0] == "sql" else 1)
    assert said.count("\n") == 1
    assert file.name in said


@pytest.mark.slow
def test_a_survey_that_cannot_be_written_is_read(copied: Survey) -> None:
    shutil.rmtree(copied.store / "report")
    (copied.store / "report").write_text("in place of the folder")
    (copied.store / "reprosurvey.lock").unlink()
    (copied.store / "reprosurvey.lock").mkdir()
    done = run("reprosurvey", *copied.arguments("report"), folder=copied.folder)
    assert done.status == 1
    assert "Has repository" in done.output
    assert done.complaint == f"reprosurvey: cannot write {copied.store}/report/index.html: File exists\n"
    for command in ("visit", "assess", "extract"):
        assert copied(command, status=1).startswith(f"reprosurvey: cannot write to the survey at {copied.store}: ")


SPOKEN = [["table1"], ["table1", "--format", "markdown"], ["export", "papers"], ["sql", ".tables"]]


@pytest.mark.parametrize("command", SPOKEN)
def test_where_nothing_can_be_written(surveyed: Survey, command: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(surveyed.program(*command), stdout=full, stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "reprosurvey: cannot go on: No space left on device\n"


@pytest.mark.parametrize("command", SPOKEN)
def test_a_reader_that_has_had_enough(surveyed: Survey, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing) as pipe:  # noqa: PTH123
        done = subprocess.run(surveyed.program(*command), stdout=pipe, stderr=subprocess.PIPE, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_traceback_only_with_debug(tmp_path: Path) -> None:
    assert "Traceback" not in reprosurvey("run", "nowhere", folder=tmp_path)[1]
    assert "Traceback" in reprosurvey("--debug", "run", "nowhere", folder=tmp_path)[1]


@pytest.mark.slow
def test_a_year_that_cannot_be_read_fails_the_run_but_not_the_other_years(unsurveyed: Survey) -> None:
    place = unsurveyed.site.index_urls[2022].removeprefix("https://")
    (unsurveyed.folder / "demo" / "site" / place / "index.html").write_text("<p>Nothing here.</p>")
    said = unsurveyed("run", "demo", "--years", "2021,2022", status=1)
    assert said.splitlines()[-1].startswith(f"reprosurvey: demo 2022: https://{place}: ")
    assert {row["year"] for row in unsurveyed.export()} == {"2021"}


@pytest.mark.slow
def test_a_run_of_which_nothing_answered_ends_with_1(tmp_path: Path) -> None:
    mirrors = (
        '[mirrors]\n"https://github.com/" = "http://127.0.0.1:9/"\n"https://lab.example/" = "http://127.0.0.1:9/"\n'
    )
    (tmp_path / "survey.toml").write_text(f"limits.attempts = 1\n{mirrors}")
    (tmp_path / "list.csv").write_text("id,repository\n1,https://github.com/lab/seg\n2,https://lab.example/code\n")
    status, said = reprosurvey("run", "--repositories", "list.csv", "-o", "checked.csv", folder=tmp_path)
    assert status == 1
    assert said.endswith("none of 2 addresses answered; see to this machine's network, and run again")
    assert len(list(csv.reader((tmp_path / "checked.csv").open()))) == 3  # a cell may have several lines


@pytest.mark.slow
def test_a_run_of_which_the_only_host_did_not_answer_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "survey.toml").write_text(
        'limits.attempts = 1\n[mirrors]\n"https://lab.example/" = "http://127.0.0.1:9/"\n'
    )
    (tmp_path / "list.csv").write_text("id,repository\n1,https://lab.example/seg.git\n")
    status, said = reprosurvey("run", "--repositories", "list.csv", folder=tmp_path)
    assert status == 1
    assert said.endswith("none of 1 addresses answered; see to this machine's network, and run again")


def test_rows_that_are_still_to_come_are_told(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "survey")
    with CLOCK.after(datetime(2999, 1, 2, tzinfo=UTC)):
        store.append(RUNS, [{"stage": "visit"}])
    done = run("reprosurvey", "extract", folder=tmp_path)
    assert done.status == 0
    assert "The newest rows of survey are of 2999-01-02 00:00 UTC, which is still to come" in done.output


def test_a_traceback_steers_no_terminal_and_no_ci(tmp_path: Path) -> None:
    complaint = reprosurvey("--debug", "run", "no\x1b[2J\n::error::where", folder=tmp_path)[1]
    assert "Traceback" in complaint
    assert all(line.isprintable() for line in complaint.splitlines())
    assert not any(line.lstrip().startswith("::") for line in complaint.splitlines())


def test_a_scheduler_that_is_no_address(copied: Survey) -> None:
    said = copied("assess", "--scheduler", "carrier pigeon", status=2).strip()
    assert said.count("\n") == 0
    assert "'carrier pigeon' is no address of a scheduler" in said
