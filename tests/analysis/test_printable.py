"""What strangers wrote is printed by every command, and never steers the terminal or styles the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from rich.console import Console
from typer.testing import CliRunner

from reprosurvey.analysis.cli import main
from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.report.summary import print_summary
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.store.schemas import METADATA
from tests.sql.conftest import SmallSurvey, at

HOSTILE = "\x1b[2J\x1b]0;owned\x07\u202e\x9b31m [red]not red[/red] [/] \r\n"
"""Clears the screen, names the window, turns letters round, and closes a style that was never opened."""


@pytest.fixture
def hostile(tmp_path: Path) -> SmallSurvey:
    """A survey in which every string that came from elsewhere is hostile."""
    small = SmallSurvey(tmp_path / "survey")
    small.paper(
        f"key{HOSTILE}", title=f"title{HOSTILE}", pdf_error=f"error{HOSTILE}", landing_url=f"https://x/{HOSTILE}"
    )
    origin = small.repository(f"key{HOSTILE}", {})
    small.verdict(f"key{HOSTILE}", "training", "yes", origin=origin)
    small.verdict(f"key{HOSTILE}", "training", "no", day=2, origin=origin)
    small.visit(origin, "not found", day=2, error=f"error{HOSTILE}")
    for day, name in enumerate(("old", f"new{HOSTILE}")):
        told = {"origin": origin, "asked_at": at(day), "outcome": "full", "full_name": name}
        small.store.append(METADATA, [told])
    (tmp_path / "theirs.csv").write_text("metric,denominator,2022\npapers,,4\nhas_repository,papers,50.0\n")
    (tmp_path / "theirs.toml").write_text('title = "Title"\nsource = "A [red]not red[/red] [/]"\nvenue = "small"\n')
    (tmp_path / "survey.toml").write_text(
        '[venues.own]\ntitle = "T \\u001b[2J [red]not red[/red] [/]"\nfamily = "pmlr"\nyears.2022 = "https://x.org/v1/"\n'
    )
    return small


def command(small: SmallSurvey, *arguments: str) -> Result:
    folder = small.store.path.parent
    about = ["--store", str(small.store.path), "--config", str(folder / "survey.toml")]
    return CliRunner().invoke(app, [*arguments, *about], env={"COLUMNS": "2000"})


def harmless(said: str) -> bool:
    return all(line.isprintable() for line in said.split("\n")) and "[red]not red[/red] [/]" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["changes"],
        ["venues"],
        ["checklist", f"key{HOSTILE}"],
        ["sql", "from papers"],
        ["export", "papers", "--format", "table"],
        ["compare", "THEIRS"],
        ["compare", "THEIRS", "--format", "markdown"],
    ],
    ids=" ".join,
)
def test_a_command_shows_it_as_it_stands(hostile: SmallSurvey, arguments: list[str]) -> None:
    theirs = str(hostile.store.path.parent / "theirs.csv")
    done = command(hostile, *(theirs if word == "THEIRS" else word for word in arguments))
    assert done.exit_code == 0, done.exception
    assert harmless(done.output.replace("\\", "")), done.output


def test_what_a_run_prints_at_its_end(hostile: SmallSurvey, capsys: pytest.CaptureFixture[str]) -> None:
    print_summary(hostile.store, Config(), Console(width=2000))
    assert harmless(capsys.readouterr().out)


def test_an_error_is_one_line(hostile: SmallSurvey, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    named = f"no{HOSTILE}key"
    monkeypatch.setattr("sys.argv", ["reprosurvey", "checklist", named, "--store", str(hostile.store.path)])
    with pytest.raises(SystemExit):
        main()
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert harmless(said)
