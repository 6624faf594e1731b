"""The survey as one DuckDB file answers as the survey does, to DuckDB alone."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.relations import relations

from .conftest import Survey, comparable

LEFT_OUT = {"texts", "blobs", "history.texts", "history.blobs"}

PLAIN = """
import duckdb, json, sys
file, *names = sys.argv[1:]
with duckdb.connect(file, read_only=True) as database:
    database.execute("set timezone = 'UTC'")
    print(json.dumps({n: database.sql(f"from {n} order by all").fetchall() for n in names}, default=str))
"""


@pytest.fixture(scope="module")
def file(surveyed: Survey) -> Path:
    surveyed("export", "database", "-o", "whole.duckdb", "--texts")
    surveyed("export", "database")
    return surveyed.folder / "survey.duckdb"


def plainly(file: Path, names: list[str]) -> dict[str, list[Any]]:
    """What a process that has DuckDB only reads in it."""
    command = [sys.executable, "-I", "-c", PLAIN, str(file), *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, cwd=file.parent)
    return dict(comparable(json.loads(done.stdout)))


def ours(surveyed: Survey) -> dict[str, list[Any]]:
    with connect(Store.open(surveyed.store)) as database:
        add_statistics(database)
        found = {r.name: database.sql(f"from {r.name} order by all").fetchall() for r in relations(database)}
    return dict(comparable(found))


@pytest.mark.slow
def test_each_relation_answers_the_same(surveyed: Survey, file: Path) -> None:
    expected = ours(surveyed)
    with_texts = plainly(file.with_name("whole.duckdb"), list(expected))
    assert {name for name in expected if with_texts[name] != expected[name]} == set()
    without = plainly(file, list(expected))
    assert {name for name in expected if without[name] != expected[name]} == LEFT_OUT | {
        "papers",
        "listed_papers",
        "history.papers",
    }


def test_the_works_of_others_are_left_out(file: Path) -> None:
    with duckdb.connect(str(file), read_only=True) as database:
        assert database.sql("select count(abstract), count(*) > 0 from history.papers").fetchall() == [(0, True)]
        assert not [name for name in LEFT_OUT if database.sql(f"from {name}").fetchall()]


def test_it_works_under_another_name_and_tells_what_it_holds(file: Path) -> None:
    with duckdb.connect() as database:
        database.execute(f"attach '{file}' as other (read_only)")
        assert database.sql("select count(*) from other.survey").fetchall() == [(27,)]
        assert database.sql("select n from other.table1 where metric = 'papers' and year is null").fetchall() == [(27,)]
        comments = database.sql(
            "select count(*) filter (coalesce(comment, '') = ''), count(*) > 300 from duckdb_columns() "
            "where database_name = 'other' and not internal"
        ).fetchall()
        (told,) = database.sql(
            "select comment from duckdb_columns() where table_name = 'survey' and column_name = 'origin'"
        ).fetchall()
    assert comments == [(0, True)]
    assert told == ("canonical, as it was visited",)


def test_it_stands_alone(surveyed: Survey, file: Path) -> None:
    assert [p.name for p in surveyed.folder.iterdir() if p.name.startswith(".")] == []
    said = surveyed("export", "database", "-o", "nowhere/survey.duckdb", status=2)
    assert said.startswith("reprosurvey: cannot write nowhere/survey.duckdb")


@pytest.mark.slow
def test_the_shell_of_an_older_duckdb_reads_every_view(file: Path) -> None:
    shell = Path(sysconfig.get_path("scripts")) / "duckdb"
    with duckdb.connect(str(file), read_only=True) as database:
        views = [name for (name,) in database.sql("select view_name from duckdb_views() where not internal").fetchall()]
        ((papers,),) = database.sql("select count(*) from survey").fetchall()
    queries = ";".join(f"select '{name}', count(*) from (from {name})" for name in views)
    done = subprocess.run([shell, "-readonly", "-csv", "-noheader", file, queries], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"survey,{papers}" in done.stdout.split()
    assert len(done.stdout.split()) == len(views)
