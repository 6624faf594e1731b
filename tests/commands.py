"""Commands as their entry points run them: each in a process of its own, with its own folder and environment.

These processes are forked from one that has imported what commands import, because that takes far longer than most of
what they are asked to do. It lives as long as the tests do.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TextIO

CHECKOUT = Path(__file__).parents[1]
SECONDS = 170
"""What a command may take."""

_ENTRY_POINTS = {"reprosurvey": ("reprosurvey.analysis.cli", "main"), "scrapy": ("scrapy.cmdline", "execute")}
_IMPORTED = [
    "itemadapter", "pyarrow.dataset", "pyarrow.parquet", "pydantic.v1", "scrapy.cmdline",
    "scrapy.downloadermiddlewares.cookies", "scrapy.extensions.feedexport",
    *(
        f"reprosurvey.{name}"
        for name in (
            "analysis.check", "analysis.checklist.json_and_sarif", "analysis.checklist.surveyed",
            "analysis.checklist.text", "analysis.cli.demo", "analysis.report.html_report", "analysis.stages",
            "crawler.archive.software_heritage", "crawler.proceedings.contracts", "crawler.proceedings.downloads",
            "crawler.proceedings.editions", "crawler.proceedings.httpcache", "crawler.proceedings.logins",
            "crawler.http.retry_after_middleware", "crawler.proceedings.pdfs",
        )
    ),
]  # fmt: skip


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    status: int
    output: str
    complaint: str


def run(command: str, *arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> Done:
    """Run ``reprosurvey`` or ``scrapy`` in ``folder``; ``environment``: all of it, by default that of the tests."""
    with tempfile.TemporaryDirectory() as written:
        streams = [str(Path(written) / name) for name in ("output", "complaint")]
        asked = [command, arguments, str(folder), dict(os.environ if environment is None else environment), streams]
        requests, replies = _server()
        requests.write(json.dumps(asked) + "\n")
        requests.flush()
        status = int(replies.readline())
        return Done(status, *(Path(stream).read_text() for stream in streams))


@cache
def _server() -> tuple[TextIO, TextIO]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.commands"], cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(process.communicate)
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def _serve() -> None:
    """Fork a process for each command that is asked for, one after the other, and tell its exit status."""
    from typer.testing import CliRunner

    from reprosurvey.analysis.cli.app import app
    from reprosurvey.analysis.cli.commands import COMMANDS
    from reprosurvey.crawler.store.database import connect
    from reprosurvey.crawler.store.parquet import Store

    for name in [*_IMPORTED, *(f"reprosurvey.analysis.cli.{listed.module}" for listed in COMMANDS.values())]:
        importlib.import_module(name)
    CliRunner().invoke(app, ["venues", "--store", os.devnull])  # typer imports what reads a command line when it does
    with tempfile.TemporaryDirectory() as folder, connect(Store.create(Path(folder) / "survey")):
        pass  # the first connection makes the views, which every later one opens
    gc.freeze()  # else each child's first collection copies all that it shares
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _become(*json.loads(line))
            return
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _become(command: str, arguments: list[str], folder: str, environment: dict[str, str], streams: list[str]) -> None:
    for number, path in enumerate([os.devnull, *streams]):
        file = os.open(path, os.O_RDWR | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    signal.alarm(SECONDS)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = [command, *arguments]
    module, function = _ENTRY_POINTS[command]
    try:
        getattr(importlib.import_module(module), function)()
    except SystemExit as left:
        status = left.code
    else:
        status = None
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status if isinstance(status, int) else int(status is not None))  # what was imported need not be taken down


if __name__ == "__main__":
    _serve()
