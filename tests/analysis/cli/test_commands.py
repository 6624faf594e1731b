"""The list of commands: what each is said to do, and that to show it loads none of them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from reprosurvey.analysis.cli.commands import COMMANDS, LazyCommands

HEAVY = {"aiohttp", "dask", "distributed", "duckdb", "jinja2", "matplotlib", "numpy", "pyarrow", "rich", "scrapy"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_what_the_commands_own_help_begins_with(name: str) -> None:
    command = LazyCommands(name="reprosurvey").get_command(None, name)
    assert command.name == name
    assert (command.help or "").startswith(COMMANDS[name].summary)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_neither_help_nor_version_imports_what_commands_need(arguments: list[str]) -> None:
    program = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))\n"
        f"sys.argv = ['reprosurvey', *{arguments}]\n"
        "from reprosurvey.analysis.cli import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    loaded = {module.partition(".")[0] for module in json.loads(done.stderr)}
    assert "typer" in loaded
    assert not HEAVY & loaded
