"""What a clock and a program that start a run are told of it."""

from __future__ import annotations

import json

import pytest

from tests.commands import run

from .conftest import Survey

KEYS = ["reprosurvey", "store", "started_at", "ended_at", "status", "error"]
LISTS = ["stages", "hosts", "changes", "editions", "submissions", "unread"]


@pytest.mark.slow
def test_a_run_says_in_json_what_it_did(copied: Survey) -> None:
    done = run("reprosurvey", *copied.arguments("visit", "--all", "--json"), folder=copied.folder)
    told = json.loads(done.output)
    assert list(told) == KEYS + LISTS
    assert (told["status"], told["error"]) == (0, None)
    assert {stage["stage"] for stage in told["stages"]} == {"visit", "artifacts"}
    github = next(row for row in told["hosts"] if (row["stage"], row["host"]) == ("visit", "github.com"))
    assert github["asked"] >= github["answered"] >= github["told"] > 1
    assert sum(row["papers"] for row in told["editions"]) == 27
    assert [line.split()[1] for line in done.complaint.splitlines() if line[0] == "2"] == ["visit:", "artifacts:"]


@pytest.mark.slow
def test_a_run_that_fails_says_so_in_json_too(copied: Survey) -> None:
    settings = copied.settings.read_text().replace(copied.site.base, "http://127.0.0.1:9/")
    copied.settings.write_text(settings.replace("attempts = 2", "attempts = 1"))
    done = run("reprosurvey", *copied.arguments("visit", "--all", "--json"), folder=copied.folder)
    told = json.loads(done.output)
    assert (done.status, told["status"]) == (1, 1)
    assert done.complaint.splitlines()[-1] == f"reprosurvey: {told['error']}"
    assert {row["answered"] for row in told["hosts"]} == {0}


def test_a_quiet_run_says_nothing_but_errors(copied: Survey) -> None:
    done = run("reprosurvey", *copied.arguments("visit", "--quiet"), folder=copied.folder)
    assert (done.status, done.output, done.complaint) == (0, "", "")
    done = run("reprosurvey", *copied.arguments("visit", "--quiet", "--as-of", "2999-01-01"), folder=copied.folder)
    assert (done.status, done.output, done.complaint.count("\n")) == (2, "", 1)


def test_the_survey_may_be_named_by_a_variable(surveyed: Survey) -> None:
    environment = {"REPROSURVEY_STORE": str(surveyed.store)}
    asked = ["reprosurvey", "sql", "select count(*) as n from survey", "--format", "csv"]
    assert run(*asked, folder=surveyed.folder.parent, environment=environment).output == "n\n27\n"
    done = run(*asked, "--store", "elsewhere", folder=surveyed.folder.parent, environment=environment)
    assert (done.status, "no survey at elsewhere" in done.complaint) == (1, True)


@pytest.mark.parametrize("said", ["yesterday", "2022-13-01", ""])
def test_a_day_that_is_none(surveyed: Survey, said: str) -> None:
    assert surveyed("changes", "--since", said, status=2).startswith("reprosurvey: --since takes a day as 2022-06-01")
