"""The commands that the README and its further pages show work as they show them."""

from __future__ import annotations

import re
import shlex
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.cli.commands import COMMANDS as PROGRAMS
from reprosurvey.crawler.config import load_config
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import TABLES
from reprosurvey.crawler.venues import known_venues
from tests.analysis.reviews.conftest import served
from tests.commands import CHECKOUT, run
from tests.crawler.deposits.making import zenodo_record, zipped
from tests.package_index import PackageIndex
from tests.web import Site

from .conftest import Survey

README = (CHECKOUT / "README.md").read_text()
PAGES = [
    README,
    *(
        (CHECKOUT / "docs" / page).read_text()
        for page in (
            "check.md",
            "uses.md",
            "facts.md",
            "rehearse.md",
            "report.md",
            "reviews.md",
            "store.md",
            "submissions.md",
            "deposits.md",
            "venues.md",
        )
    ),
]
COMMANDS = list(dict.fromkeys(re.findall(r"^\$ (.+)$", "\n".join(PAGES), re.MULTILINE)))
CHECKING = [c for c in COMMANDS if c.startswith("reprosurvey check ")]
LISTED = [c for c in COMMANDS if " --repositories " in c]
REVIEWING = [c for c in COMMANDS if c.startswith("reprosurvey review ")]
READING = [
    c
    for c in COMMANDS
    if re.match(r"reprosurvey (?:sql|export|report|table1|assess|venues|checklist|doctor|migrate)\b", c)
]


def blocks(language: str, page: str = README) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def test_the_first_two_commands_are_those_that_ci_runs() -> None:
    assert blocks("sh") == ["pip install '.[survey]' && reprosurvey run demo\n", "pip install -e '.[test]' && pytest\n"]


@pytest.mark.slow
@pytest.mark.parametrize("command", READING)
def test_a_command_that_needs_no_web(request: pytest.FixtureRequest, command: str) -> None:
    program, *arguments = shlex.split(command)
    survey: Survey = request.getfixturevalue("copied" if "--as-of" in arguments else "surveyed")
    if "--as-of" in arguments:
        survey.look_back(datetime.fromisoformat(arguments[arguments.index("--as-of") + 1]))
    done = run(program, *arguments, folder=survey.folder)
    assert done.status == 0, done
    if "-o" in arguments:
        assert (survey.folder / arguments[arguments.index("-o") + 1]).stat().st_size > 0
    else:
        assert done.output + done.complaint  # `assess` tells no more than how far it is


def test_the_command_that_compacts(copied: Survey) -> None:
    assert "reprosurvey compact --store survey" in COMMANDS
    assert " files into " in copied("compact")


def test_the_lines_that_read_the_store_without_us(surveyed: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Store.open(surveyed.store).read(TABLES["papers"]).num_rows
    monkeypatch.chdir(surveyed.folder)
    lines = blocks("python", (CHECKOUT / "docs/store.md").read_text())
    assert ["duckdb" in lines[0], "polars" in lines[1], "pandas" in lines[2]] == [True] * 3
    for written in lines:
        found: dict[str, Any] = {}
        exec(written, found)
        assert len(found["papers"]) == expected > 0
        assert {"venue", "year", "paper"} <= set(found["papers"].columns)


@pytest.mark.slow
def test_the_commands_that_take_in_reviews(copied: Survey) -> None:
    blind = "paper,year,public_data,draw\nashgrove21a,2021,{},seed 7\n"
    for name, answer in (("blind-doe", "yes"), ("blind-roe", "no"), ("labels", "no"), ("third", "no")):
        (copied.folder / f"{name}.csv").write_text(blind.format(answer))
    copied("export", "to_correct", "-o", "sheet.csv")
    lines = ("venue: demo", "year: 2021", "paper: ashgrove21a", "criterion: public_data", "answer: no", "why: of us")
    (copied.folder / "report.eml").write_text("\n".join(lines))
    (serve,) = (command for command in REVIEWING if " serve " in command)
    with served(serve, copied.folder) as running:
        assert running.answer("public_data", "no")[0] == 200
        assert "Take them in: reprosurvey review review-doe-jane.jsonl" in running.end()
    for command in [command for command in REVIEWING if command != serve]:
        done = run(*shlex.split(command), folder=copied.folder)
        assert done.status == 0, done
        assert ("Written: " if " draw " in command else "New answers: ") in done.output
    assert len(REVIEWING) == 10
    assert {row["reviewer"] for row in copied.export("agreement")} == {"A reader", "Doe, Jane", "Roe, Richard"}
    assert {row["pair"] for row in copied.export("inter_rater_agreement")} >= {"two people"}


@pytest.mark.parametrize("command", CHECKING)
def test_a_command_that_checks_a_repository(site: Site, tmp_path: Path, command: str) -> None:
    files = {"README.md": "Run `python train.py`.", "train.py": "model.fit(x)", "requirements.txt": "torch==1.8\n"}
    site.repository("github.com/lab/paper", files)
    for path, content in files.items():
        (tmp_path / path).write_text(content)
    zenodo_record(site, 1234567, {"paper.zip": zipped(files)})
    index = PackageIndex(site)
    index.wheel("torch", "1.8")
    settings = site.settings("github.com", "zenodo.org", "doi.org")
    (tmp_path / "survey.toml").write_text(f'package_index = "{index.address}"\n{settings}')
    done = run(*shlex.split(command), folder=tmp_path)
    assert done.status == 0, done
    told = (tmp_path / command.split()[-1]).read_text() if "-o" in command else done.output
    assert re.search(r"requirements\.txt:1|score|%SRCROOT%|\btorch==1\.8\n$", told)


@pytest.mark.slow
@pytest.mark.parametrize("command", LISTED)
def test_a_command_that_checks_a_list(site: Site, tmp_path: Path, command: str) -> None:
    site.repository("github.com/lab/paper", {"train.py": "model.fit(x)"})
    arguments = shlex.split(command)
    file = tmp_path / arguments[arguments.index("--repositories") + 1]
    columns = ["Submission ID", "Code URL"] if "--columns" in arguments else ["id", "repository"]
    rows = [columns, ["1", "[code](https://github.com/lab/paper)"]]
    if file.suffix == ".xlsx":
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    else:
        file.write_text("".join(f"{','.join(row)}\n" for row in rows))
    (tmp_path / "survey.toml").write_text(site.settings("github.com"))
    done = run(*arguments, folder=tmp_path)
    assert done.status == 0, done
    assert "incomplete" in done.output
    if "-o" in arguments:
        assert (tmp_path / arguments[arguments.index("-o") + 1]).stat().st_size > 0


@pytest.mark.parametrize("command", [c for c in COMMANDS if c not in READING + CHECKING + REVIEWING + LISTED])
def test_a_command_that_needs_the_web_is_one_that_there_is(command: str) -> None:
    program, name = shlex.split(command)[:2]
    if program == "scrapy":
        assert (CHECKOUT / "scrapy.cfg").is_file()
        return
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    options = {word for word in shlex.split(command) if word.startswith("--")}
    assert all(option in done.output for option in options)


def test_the_settings_that_it_shows_are_valid(tmp_path: Path) -> None:
    (shown,), (of_venues,) = blocks("toml"), blocks("toml", PAGES[-1])
    assert of_venues in shown
    (tmp_path / "survey.toml").write_text(shown)
    config = load_config(tmp_path / "survey.toml")
    assert config.contact == tomllib.loads(shown)["contact"]
    assert "collas" in known_venues(config.venues)


@pytest.mark.parametrize("page", [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))])
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize(
    "command",
    [*PROGRAMS, "export database", "export dataset", "export papers"],
)
def test_every_command_shows_an_example(command: str) -> None:
    said = CliRunner().invoke(app, [*command.split(), "--help"]).output
    assert f"Example: reprosurvey {command}" in said
