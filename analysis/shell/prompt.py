"""The prompt of ``reprosurvey sql`` on a terminal.

A query may have several lines and ends with a semicolon. What was asked is kept in ``reprosurvey/sql_history`` in the
folder that ``XDG_STATE_HOME`` names (by default ``~/.local/state``).
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import duckdb
from prompt_toolkit import PromptSession
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.lexers import PygmentsLexer
from pygments.lexers.sql import SqlLexer
from rich.console import Console

from reprosurvey.analysis.shell.commands import TO_READ, answer
from reprosurvey.analysis.shell.completion import Names, words_of
from reprosurvey.analysis.shell.display import show
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.store.interrupts import interruptible
from reprosurvey.crawler.store.relations import relations

LEAVE = (".quit", ".exit", "quit", "exit", "quit;", "exit;")
keys = KeyBindings()


def converse(database: duckdb.DuckDBPyConnection, console: Console) -> None:
    """Answer query after query until the person leaves."""
    session: PromptSession[str] = PromptSession(
        "sql> ",
        multiline=True,
        prompt_continuation="...> ",
        key_bindings=keys,
        completer=Names(relations(database), words_of(database)),
        lexer=PygmentsLexer(SqlLexer),
        history=_history(),
    )
    console.print("The survey in SQL. A query ends with a semicolon; .help lists what else there is.")
    while (asked := _asked(session)) not in LEAVE:
        try:
            with interruptible("interrupted"):
                if asked and (rows := answer(database, asked, TO_READ)) is not None:
                    show(rows, console)
        except SurveyError as error:
            console.print(str(error), markup=False, highlight=False)


def is_whole(text: str) -> bool:
    """Whether there is nothing to wait for: a query with its semicolon, a dot command, a word to leave, or nothing."""
    stripped = text.strip()
    return not stripped or stripped.startswith(".") or stripped in LEAVE or sqlite3.complete_statement(stripped)


@keys.add("enter")
def _enter(event: KeyPressEvent) -> None:
    if is_whole(event.current_buffer.text):
        event.current_buffer.validate_and_handle()
    else:
        event.current_buffer.insert_text("\n")


def _asked(session: PromptSession[str]) -> str:
    """What is typed; nothing where it is broken off, the word to leave at the end of the input."""
    try:
        return session.prompt().strip()
    except KeyboardInterrupt:
        return ""
    except EOFError:
        return ".quit"


def _history() -> History:
    folder = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "reprosurvey"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sql_history").touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(folder / "sql_history"))
