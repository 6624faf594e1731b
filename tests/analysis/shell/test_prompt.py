"""The prompt: lines until a semicolon, answers, errors, and what was asked before; and a whole terminal."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.console import Console

from reprosurvey.analysis.shell.prompt import converse, is_whole
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import PAPERS

pytestmark = pytest.mark.slow

ENTER, CONTROL_C, CONTROL_D, UP = "\r", "\x03", "\x04", "\x1b[A"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "reprosurvey" / "sql_history"


def said(store: Store, typed: str) -> str:
    with connect(store, sealed=True) as database:
        return conversation(database, typed)


def conversation(database: duckdb.DuckDBPyConnection, typed: str) -> str:
    console = Console(file=io.StringIO(), width=100)
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        keys.send_text(typed)
        converse(database, console)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_a_query_of_several_lines_ends_with_a_semicolon(store: Store) -> None:
    assert "│ 41 │" in said(store, f"select 40{ENTER}+ 1 as n{ENTER};{ENTER}{CONTROL_D}")


def test_it_goes_on_after_an_error_and_a_break(store: Store) -> None:
    shown = said(store, f"selct 1;{ENTER}select {CONTROL_C}{ENTER}.nothing{ENTER}select 42 as n;{ENTER}.quit{ENTER}")
    assert "the query does not work: Parser Error" in shown
    assert "no command '.nothing'" in shown
    assert "│ 42 │" in shown


def test_what_was_asked_is_kept_for_the_next_time(store: Store, state: Path) -> None:
    said(store, f"select 43 as n;{ENTER}{CONTROL_D}")
    assert "select 43" in state.read_text()
    assert state.stat().st_mode & 0o077 == 0
    assert "│ 43 │" in said(store, f"{UP}{ENTER}{CONTROL_D}")


def test_a_home_that_cannot_be_written_is_no_hindrance(store: Store, state: Path) -> None:
    state.parent.parent.write_text("a file")
    assert "│ 44 │" in said(store, f"select 44 as n;{ENTER}{CONTROL_D}")


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("select 1;", True),
        ("select ';'", False),
        ("select 1 -- ;", False),
        ("select 1; -- done", True),
        (".tables", True),
        ("quit", True),
        ("", True),
        ("select 1\n", False),
    ],
)
def test_when_a_query_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def on_a_terminal(arguments: list[str], typed: str, folder: Path, **environment: str) -> str:
    """What a terminal of 80 columns and 24 lines shows while the command runs."""
    outer, inner = pty.openpty()
    settings = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "COLUMNS": "80", "LINES": "24"}
    process = subprocess.Popen(
        [sys.executable, "-m", "reprosurvey", *arguments],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=os.environ | settings | environment,
        cwd=folder,
        close_fds=True,
    )
    os.close(inner)
    os.write(outer, typed.encode())
    shown = b""
    while select.select([outer], [], [], 60)[0]:
        try:
            shown += os.read(outer, 65536)
        except OSError:  # the other end is closed
            break
    os.close(outer)
    assert process.wait(timeout=60) == 0, shown.decode()
    return shown.decode()


@pytest.mark.slow
def test_a_terminal_gets_a_pager_only_for_what_is_longer_than_it(store: Store, tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text("#!/bin/sh\necho PAGED\ncat\n")
    pager.chmod(0o755)
    known = ["sql", "--store", str(store.path)]
    short = on_a_terminal([*known, "select 45 as n"], "", tmp_path, PAGER=str(pager))
    long = on_a_terminal([*known, "select unnest(range(100)) as n"], "", tmp_path, PAGER=str(pager))
    assert "│ 45 │" in short
    assert "PAGED" not in short
    assert "PAGED" in long
    assert "│ 99 │" in long


def test_a_person_is_asked_on_a_terminal(store: Store, tmp_path: Path) -> None:
    shown = on_a_terminal(["sql", "--store", str(store.path)], "select 46 as n;\r.quit\r", tmp_path)
    assert ".help" in shown
    assert "│ 46 │" in shown


@pytest.mark.parametrize("form", ["table", "csv"])
def test_a_stranger_s_title_does_not_steer_a_terminal(store: Store, tmp_path: Path, form: str) -> None:
    title = "A \x1b]0;owned\x07\x1b[2J\u202e title"
    paper = {"paper": "a", "kind": "paper", "title": title, "authors": [], "declared": []}
    store.append(PAPERS, [paper | {"crawled_at": now()}], ("small", 2022))
    query = "select title from papers"
    shown = on_a_terminal(["sql", query, "--store", str(store.path), "--format", form], "", tmp_path)
    assert "owned" in shown
    assert "\x1b]0" not in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown
