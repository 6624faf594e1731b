"""Several repositories in a call, files that are written, and how the command ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.repositories import git
from tests.web import Answer, Site

from .conftest import Survey
from .test_check import ADDRESS, FILES, OUTCOMES, checkout, outcomes, run, settings

__all__ = ["checkout", "settings"]

CLOSING = "4 of 9 yes, 1 na, score 3 of 6, repeatable: yes, once it is public"


def test_the_last_line_is_the_sum_and_the_first_has_the_name(checkout: Path) -> None:
    lines = run(checkout, "check", ".")[0].splitlines()
    assert lines[0].startswith("net at ")
    assert lines[-1] == CLOSING
    git(checkout, "remote", "set-url", "origin", "git@github.com:lab/paper.git")
    assert run(checkout, "check", ".")[0].startswith("lab/paper at ")


def test_what_is_not_committed_is_told(checkout: Path) -> None:
    assert "differs" not in run(checkout, "check", ".")[0]
    (checkout / ".gitignore").write_text("runs/\n")
    (checkout / ".git" / "info" / "exclude").write_text("notes.txt\n")
    (checkout / "runs").mkdir()
    for ignored in ("runs/log.txt", "notes.txt"):
        (checkout / ignored).touch()
    (checkout / "train.py").write_text("pass\n")
    (checkout / "requirements.txt").unlink()
    shown, _ = run(checkout, "check", ".", "--format", "markdown")
    assert "What is committed was judged; the work tree differs: 2 paths changed or gone, 1 path not added." in shown
    assert json.loads(run(checkout, "check", ".", "--format", "json")[0])["uncommitted"] == {
        "changed": 2, "untracked": 1
    }  # fmt: skip


def test_nothing_that_a_repository_names_is_run_to_see_what_is_not_committed(checkout: Path, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path / 'ran'}\ncat\n")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "filter.x.clean", "filter.x.process", "core.hooksPath", "diff.external"):
        git(checkout, "config", setting, str(program))
    (checkout / ".gitattributes").write_text("* filter=x\n")
    (checkout / "train.py").write_text("pass\n")
    assert "1 path changed or gone" in run(checkout, "check", ".")[0]
    assert not (tmp_path / "ran").exists()


def test_several_are_judged_and_the_worst_is_the_exit_status(site: Site, settings: Path, checkout: Path) -> None:
    site.repository("github.com/lab/net", FILES)
    site.answer_git("github.com/lab/silent", Answer(503))
    several = ("check", str(checkout), ADDRESS, "--format", "json")
    first, second = json.loads(run(settings.parent, *several)[0])
    assert (first["subject"], second["subject"]) == ("net", ADDRESS)
    assert outcomes(json.dumps(second)) == OUTCOMES | {"code_public": "yes"}
    written, said = run(settings.parent, *several, "https://github.com/lab/silent", "--require", "model", status=3)
    assert len(json.loads(written)) == 2
    assert said.splitlines() == [
        "reprosurvey: net: required, but not yes: model (no)",
        f"reprosurvey: {ADDRESS}: required, but not yes: model (no)",
        "reprosurvey: cannot look into https://github.com/lab/silent: HTTP 503",
    ]


def test_of_a_dead_address_there_is_one_line(settings: Path) -> None:
    shown, said = run(settings.parent, "check", ADDRESS)
    assert (shown, said) == (f"{ADDRESS}: nothing public there, so nothing to judge (visit: not found: HTTP 404)\n", "")
    assert run(settings.parent, "check", ADDRESS, "--format", "markdown")[0].count("\n") == 1
    _, said = run(settings.parent, "check", ADDRESS, "--require", "code_public", status=1)
    assert said == "reprosurvey: required, but not yes: code_public (no)\n"


def test_files_take_their_form_from_their_ending(checkout: Path) -> None:
    names = ("out.txt", "out.md", "out.json", "out.sarif", "out.svg")
    shown, _ = run(checkout.parent, "check", "net", *(part for name in names for part in ("-o", name)))
    assert shown == f"net: {CLOSING}\n"
    text, page, data, sarif, badge = ((checkout.parent / name).read_text() for name in names)
    assert text.splitlines()[-1] == CLOSING
    assert f"**{CLOSING}**" in page
    assert json.loads(data)["summary"]["score"] == 3
    assert json.loads(sarif)["version"] == "2.1.0"
    assert badge.startswith("<svg ")
    assert run(checkout, "check", ".", "--format", "badge")[0] == badge
    run(checkout.parent, "check", "net", "--format", "badge", "-o", "badge.json")
    assert json.loads((checkout.parent / "badge.json").read_text())["schemaVersion"] == 1
    run(checkout.parent, "check", "net", "net", "-o", "two.sarif")
    assert len(json.loads((checkout.parent / "two.sarif").read_text())["runs"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("-o", "out.pdf"),
            "cannot write out.pdf: its name can end in .txt, .md, .json, .sarif, .svg; or say --format",
        ),
        (("-o", "nowhere/out.md"), "cannot write nowhere/out.md: there is no folder nowhere"),
        ((".", "--format", "badge"), "a badge is of one repository"),
    ],
)
def test_what_cannot_be_written(checkout: Path, arguments: tuple[str, ...], said: str) -> None:
    assert run(checkout, "check", ".", *arguments, status=2)[1] == f"reprosurvey: {said}\n"


@pytest.mark.slow
def test_score_and_repeatable_are_those_of_the_survey(surveyed: Survey) -> None:
    for row in {(row["score"], row["repeatable"]): row for row in surveyed.export()}.values():
        told = json.loads(surveyed("checklist", row["paper"], "--format", "json"))["summary"]
        assert (str(told["score"] or 0) if row["score"] else "", told["repeatable"]) == (
            row["score"],
            row["repeatable"],
        )
