"""What a stage tells of how far it is, on a terminal and elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from reprosurvey.crawler.progress import EVERY, plain

SCRIPT = """
from reprosurvey.crawler.progress import progress_bar
with progress_bar("visit", "addresses") as tell:
    tell(2, 2, 1)
"""
LINE = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ visit: 2 of 2 addresses, 1 failed\r?\n"


class Clock:
    """It goes on where a test says so."""

    time = 0.0

    def __call__(self) -> float:
        return self.time


def test_a_line_now_and_then_and_one_at_the_end() -> None:
    clock, lines = Clock(), list[str]()
    with plain("visit", "addresses", lines.append, clock) as tell:
        tell(1, 4, 0)
        clock.time = EVERY
        tell(2, 4, 1)
        tell(3, 4, 1)
        clock.time = 2 * EVERY
        tell(4, 4, 1)
    assert lines == ["visit: 2 of 4 addresses, 1 failed", "visit: 4 of 4 addresses, 1 failed"]


def test_a_stage_without_anything_to_do_and_one_that_breaks_off() -> None:
    lines = list[str]()
    with plain("extract", "papers", lines.append):
        pass
    with suppress(OSError), plain("visit", "addresses", lines.append) as tell:
        tell(1, 4, 0)
        raise OSError
    with suppress(OSError), plain("visit", "addresses", lines.append):
        raise OSError
    assert lines == ["extract: no papers", "visit: 1 of 4 addresses, 0 failed; broken off"]


def on_terminal(environment: Mapping[str, str]) -> str:
    """What a script writes whose standard error is a terminal."""
    ours, theirs = os.openpty()
    with subprocess.Popen([sys.executable, "-c", SCRIPT], stderr=theirs, env=environment) as process:
        os.close(theirs)
        read = b""
        try:
            while chunk := os.read(ours, 4096):
                read += chunk
        except OSError:  # a terminal that nobody writes to any more
            pass
        os.close(ours)
    assert process.returncode == 0
    return read.decode()


def test_a_bar_on_a_terminal_and_plain_lines_without_colour_or_in_a_pipe() -> None:
    environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "COLUMNS": "100"}
    assert "\x1b[?25l" in on_terminal(environment)
    assert re.fullmatch(LINE, on_terminal(environment | {"NO_COLOR": "1"}))
    assert re.fullmatch(LINE, on_terminal(environment | {"TERM": "dumb"}))
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, env=environment, check=True)
    assert re.fullmatch(LINE, done.stderr)
    assert done.stdout == ""
