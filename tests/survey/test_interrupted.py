"""Ctrl-C ends every command with the same status and at most one line, whoever is at work when it comes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from typer.testing import CliRunner

from reprosurvey.analysis.cli import sql
from reprosurvey.analysis.cli.app import app
from reprosurvey.crawler.errors import InterruptedRunError
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.interrupts import interruptible
from reprosurvey.crawler.store.parquet import Store
from tests.analysis.shell.test_prompt import ENTER, conversation

pytestmark = pytest.mark.usefixtures("interruptible")


def endless() -> pa.RecordBatchReader:
    """Rows without an end; who asks for the first is interrupted."""

    def batches() -> Iterator[pa.RecordBatch]:
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            yield pa.record_batch({"n": range(1000)})

    return pa.RecordBatchReader.from_batches(pa.schema({"n": pa.int64()}), batches())


def test_a_query(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def connected(*arguments: Any, **options: Any) -> duckdb.DuckDBPyConnection:
        return connect(*arguments, **options).register("endless", endless())

    monkeypatch.setattr(sql, "connect", connected)
    done = CliRunner().invoke(app, ["sql", "select count(*) from endless", "--store", str(store.path)])
    assert isinstance(done.exception, InterruptedRunError)
    assert (str(done.exception), done.exception.exit_status, done.output) == ("interrupted", 130, "")


def test_a_query_at_the_prompt(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with connect(store) as database:
        database.register("endless", endless())
        shown = conversation(database, f"select count(*) from endless;{ENTER}select 42 as n;{ENTER}.quit{ENTER}")
    assert "\ninterrupted\n" in shown
    assert "│ 42 │" in shown


def test_what_duckdb_makes_of_it_while_it_works() -> None:
    with pytest.raises(InterruptedRunError, match="what was done stays"), interruptible("what was done stays"):
        raise RuntimeError("Query interrupted")


def test_what_duckdb_makes_of_it_while_it_reads_from_python() -> None:
    def batches() -> Iterator[pa.RecordBatch]:
        raise KeyboardInterrupt
        yield

    with duckdb.connect() as database:
        database.register("rows", pa.RecordBatchReader.from_batches(pa.schema({"n": pa.int64()}), batches()))
        with pytest.raises(InterruptedRunError), interruptible("interrupted"):
            database.execute("create table counted as select count(*) from rows")


def test_an_error_that_is_no_interruption_stays_what_it_is() -> None:
    with pytest.raises(RuntimeError, match="of its own"), interruptible("interrupted"):
        raise RuntimeError("of its own")
