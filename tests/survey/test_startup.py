"""What a command imports before it does anything, in a process of its own, and what the list of commands says."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys

import pytest

from reprosurvey.analysis.cli.app import COMMANDS
from reprosurvey.analysis.cli.lazy import LazyCommand

from .conftest import Survey

IMPORTED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
sys.argv = ["reprosurvey", *sys.argv[1:]]
from reprosurvey.analysis.cli import main
main()
"""
NOT_FOR_HELP = {
    *("aiohttp", "dask", "distributed", "duckdb", "jinja2", "matplotlib", "numpy", "prompt_toolkit", "pyarrow"),
    *("pydantic", "pygments", "rich", "scrapy", "twisted"),
}
NOT_FOR_TABLE1 = {
    *("aiohttp", "dask", "distributed", "jinja2", "matplotlib", "parsel", "prompt_toolkit", "scrapy", "twisted"),
    *("pyarrow.dataset", "pyarrow.parquet", "reprosurvey.analysis.stages"),
}


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_the_list_of_commands_imports_none_of_them(arguments: list[str]) -> None:
    assert not imported(*arguments) & NOT_FOR_HELP


def test_a_table_imports_only_what_reads_and_shows_it(surveyed: Survey) -> None:
    assert not imported(*surveyed.arguments("table1")) & NOT_FOR_TABLE1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command.name))
def test_a_summary_is_the_first_sentence_of_the_commands_help(command: LazyCommand) -> None:
    paragraph = " ".join(inspect.cleandoc(command.load().help).split("\n\n")[0].split())
    first = re.match(r".*?\.(?= |$)", paragraph)
    assert first
    assert command.help == first[0]
