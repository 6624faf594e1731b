"""A list of submissions to a double-blind venue, checked and reported by the command itself."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.commands import Done, run
from tests.crawler.deposits.making import CODE, answer, zipped
from tests.web import Answer, Site

MIRROR = "https://anonymous.4open.science/r/seg-1A2B"
INTERFACE = "/anonymous.4open.science/api/repo/seg-1A2B"


@pytest.fixture
def folder(site: Site, tmp_path: Path) -> Path:
    """A folder with a list: an anonymous mirror, one that has expired, a promise and nothing."""
    (tmp_path / "survey.toml").write_text(
        f"{site.settings('anonymous.4open.science')}[limits]\nattempts = 1\nworkers = 1\n"
    )
    told = {"url": None, "download": True, "lastUpdateDate": "2026-05-01T10:00:00Z"}
    site.answer(f"{INTERFACE}/options", answer(told))
    site.answer(f"{INTERFACE}/zip", Answer(200, zipped(CODE), "application/zip"))
    gone = answer({"error": "repository_expired"}, 410)
    site.answer("/anonymous.4open.science/api/repo/old-0000/options", gone)
    rows = [f"1,{MIRROR}", "2,https://anonymous.4open.science/r/old-0000", "3,upon acceptance", "4,"]
    (tmp_path / "list.csv").write_text("\n".join(["id,repository", *rows, ""]))
    return tmp_path


def reprosurvey(folder: Path, *arguments: str) -> Done:
    done = run("reprosurvey", *arguments, folder=folder)
    assert done.status == 0, done
    return done


@pytest.mark.slow
def test_organisers_get_a_report_of_their_own_and_authors_a_mail(folder: Path) -> None:
    said = reprosurvey(folder, "run", "blind", "--years", "2026", "--repositories", "list.csv", "-o", "out.csv").output
    assert said.splitlines()[-1] == "Report: survey/report/submissions/blind/2026/index.html"
    rows = list(csv.DictReader((folder / "out.csv").read_text().splitlines()))
    assert [row["state"] for row in rows] == ["incomplete", "broken", "no address", "no address"]
    assert all(row["feedback"].startswith(f"Dear authors of submission {row['id']},") for row in rows)
    assert "seg-1A2B" in rows[0]["feedback"]
    reprosurvey(folder, "run", "blind", "--years", "2026", "--repositories", "list.csv", "-o", "out.xlsx", "--quiet")
    sheet = load_workbook(folder / "out.xlsx").active
    heading, *cells = sheet.iter_rows(values_only=True)
    assert [dict(zip(heading, row, strict=True))["feedback"].split()[1] for row in cells] == ["authors"] * 4
    for command in ("report", "table1", "export papers"):
        told = reprosurvey(folder, *command.split()).output
        assert "100" not in told
        assert "Repeatable" not in told
    assert not (folder / "survey/report/index.html").exists()
    told = json.loads(reprosurvey(folder, "checklist", "blind/2026/1", "--format", "json").output)
    assert {a["question"]: a["answer"] for a in told["answers"]}["training"] == "yes"
