"""What docs/periodic.md gives to paste parses, and names commands and options that there are."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app

TEXT = (Path(__file__).parents[2] / "docs" / "periodic.md").read_text()
COMMANDS = sorted(
    {found.split(" 2>&1")[0] for found in re.findall(r"reprosurvey ((?:run|visit|crawl|changes|sql)\b[^|`\n]*)", TEXT)}
)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_one_that_there_is(command: str) -> None:
    name, *arguments = shlex.split(command)
    done = CliRunner().invoke(app, [name, "--help"])
    assert done.exit_code == 0
    assert all(word in done.output for word in arguments if word.startswith("--"))


def test_the_cron_line_has_five_fields_and_a_command() -> None:
    (block,) = blocks("cron")
    line = block.splitlines()[-1]
    assert re.match(r"(?:(?:\*|\d+)\s+){5}cd \$HOME/survey && \$HOME/.venv/bin/reprosurvey run midl ", line)
    assert "%" not in line


def test_the_units_parse_and_belong_together() -> None:
    service, timer = (configparser.ConfigParser(interpolation=None) for _ in range(2))
    for parser, block in zip((service, timer), blocks("ini"), strict=True):
        parser.read_string(block)
    assert service["Service"]["ExecStart"].split()[1:3] == ["run", "midl"]
    assert service["Service"]["Type"] == "oneshot"
    assert timer["Timer"]["OnCalendar"] == "Mon 04:00"
    assert timer["Install"]["WantedBy"] == "timers.target"


def test_the_workflow_parses_and_keeps_what_it_brings() -> None:
    (block,) = blocks("yaml")
    workflow = yaml.safe_load(block)
    assert workflow[True]["schedule"] == [{"cron": "0 4 * * 1"}]  # YAML 1.1 reads «on» as true
    steps = workflow["jobs"]["survey"]["steps"]
    assert "--name survey --dir survey" in steps[3]["run"]
    assert steps[-1]["with"]["path"] == "survey"
    assert all(set(step) & {"uses", "run"} for step in steps)
