"""What a command imports that only reads a table, in a process of its own."""

from __future__ import annotations

import subprocess
import sys

from .conftest import Survey

NOT_FOR_TABLE1 = {
    *("aiohttp", "dask", "distributed", "jinja2", "matplotlib", "parsel", "prompt_toolkit", "scrapy", "twisted"),
    *("pyarrow", "reprosurvey.analysis.stages"),
}
PROGRAM = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
sys.argv = ["reprosurvey", *sys.argv[1:]]
from reprosurvey.analysis.cli import main
main()
"""


def test_a_table_imports_only_what_reads_and_shows_it(surveyed: Survey) -> None:
    command = [sys.executable, "-c", PROGRAM, *surveyed.arguments("table1")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    loaded = set(done.stderr.split())
    assert "duckdb" in loaded
    assert not loaded & NOT_FOR_TABLE1
