"""The list of commands: what each is said to do, and that to show it loads none of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reprosurvey.analysis.cli.commands import COMMANDS, LazyCommands
from tests.web import Site

OF_SURVEYS = {
    *("dask", "distributed", "duckdb", "filelock", "jinja2", "matplotlib", "numpy", "openpyxl", "pandas", "psutil"),
    *("pyarrow", "pypdfium2", "reportlab", "scrapy", "twisted"),
}
HEAVY = {*OF_SURVEYS, "aiohttp", "rich"}
PROGRAM = """
import atexit, json, sys
atexit.register(lambda: sys.stderr.write(json.dumps(sorted(sys.modules))))
sys.argv = ["reprosurvey", *sys.argv[1:]]
from reprosurvey.analysis.cli import main
main()
"""
WITHOUT_SCRAPY = f"import sys\nsys.modules['scrapy'] = None\n{PROGRAM}"
"""To import it fails, as where the extra is not installed."""


def loaded_by(*arguments: str, folder: Path | None = None) -> set[str]:
    """The packages that a command loads, in a process of its own."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done
    return {module.partition(".")[0] for module in json.loads(done.stderr)}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_summary_is_what_the_commands_own_help_begins_with(name: str) -> None:
    command = LazyCommands(name="reprosurvey").get_command(None, name)
    assert command.name == name
    assert (command.help or "").startswith(COMMANDS[name].summary)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_neither_help_nor_version_imports_what_commands_need(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert "typer" in loaded
    assert not HEAVY & loaded


def test_a_check_of_a_folder_imports_neither_what_surveys_need_nor_what_asks_the_web(tmp_path: Path) -> None:
    (tmp_path / "train.py").write_text("model.fit(x, y)\n")
    loaded = loaded_by("check", ".", "--format", "sarif", folder=tmp_path)
    assert "tree_sitter" in loaded
    assert not (HEAVY - {"rich"}) & loaded


def test_a_check_of_an_address_imports_nothing_that_surveys_need(site: Site, tmp_path: Path) -> None:
    url = "https://github.com/lab/net/releases/download/v1/net.pt"
    site.repository("github.com/lab/net", {"README.md": f"Trained model: {url}\n", "train.r": "lm(y ~ x)\n"})
    index = 'package_index = "https://index.example.org/simple/"\n'
    (tmp_path / "survey.toml").write_text(f"{index}{site.settings('github.com')}")
    loaded = loaded_by("check", "https://github.com/lab/net", "--resolve", folder=tmp_path)
    assert "aiohttp" in loaded
    assert not OF_SURVEYS & loaded


def test_what_works_on_a_survey_says_that_it_needs_the_extra(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_SCRAPY, "run", "demo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    said, _, _ = done.stderr.partition("[")
    assert (done.returncode, said) == (2, "reprosurvey: run needs the extra survey: pip install 'reprosurvey")
    assert list(tmp_path.iterdir()) == []
