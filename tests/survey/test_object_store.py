"""A survey in an object store: every command as with one in a folder."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from pathlib import Path

import pytest

from reprosurvey.crawler.locations import ObjectUrl
from reprosurvey.crawler.store.objects import Objects
from reprosurvey.crawler.store.parquet import MARKER, Store
from reprosurvey.crawler.store.schemas import TABLES
from tests.commands import run

from .conftest import Survey

UNEQUAL = {"as_of", "inputs", "counts"}
"""Columns that follow the time at which somebody looked, as do those of times, and what a run asked of whom."""
READING = (
    "table1",
    "export papers",
    "sql 'from verdicts select paper, criterion, outcome order by all limit 30'",
    "export database -o all.duckdb",
    "changes",
    "checklist demo/2021/ashgrove21a",
    "report",
)

pytestmark = pytest.mark.slow


def told(survey: Survey, store: object, command: str) -> str:
    done = run("reprosurvey", *shlex.split(command), "--store", str(store), folder=survey.folder)
    assert done.status == 0, done
    return f" {done.output}".replace(f" {store}", " STORE")


def problems(survey: Survey, store: object) -> list[str]:
    done = run("reprosurvey", "doctor", "--store", str(store), folder=survey.folder)
    return re.findall(rf"^{store}/(.+)$", done.output, re.MULTILINE)


@pytest.fixture
def copy(copied: Survey, url: ObjectUrl) -> ObjectUrl:
    """The surveyed demo, copied there file by file, as a person may."""
    objects = Objects(url)
    for file in copied.store.rglob("*"):
        name = file.relative_to(copied.store).as_posix()
        if file.is_file() and name.partition("/")[0] in {*TABLES, "files", MARKER}:
            objects.put(name, file.read_bytes())
    return url


def test_commands_that_read_say_the_same(copied: Survey, copy: ObjectUrl) -> None:
    for command in READING:
        assert told(copied, copy, command) == told(copied, "survey", command), command
    keys = {entry.key for entry in Objects(copy).list("report")}
    assert keys >= {"report/index.html", "report/changes.atom"}
    wrong = problems(copied, "survey")  # the copy of the survey has no PDFs
    assert problems(copied, copy) == wrong
    assert " files into " in told(copied, copy, "compact")
    assert problems(copied, copy) == wrong


def test_one_line_where_a_file_is_damaged(copied: Survey, copy: ObjectUrl) -> None:
    objects = Objects(copy)
    for entry in list(objects.list("verdicts")):
        objects.put(entry.key, b"x" * entry.size)
    done = run("reprosurvey", "table1", "--store", str(copy), folder=copied.folder)
    assert done.status == 1
    assert re.fullmatch(
        rf"reprosurvey: {copy}/verdicts/\S+\.parquet is damaged; `reprosurvey doctor` says more\n", done.complaint
    )


def rows(store: Store) -> dict[str, Counter[str]]:
    """Of each table, without what follows the clock."""
    found = {}
    for table in TABLES.values():
        taken = store.read(table)
        columns = [name for name in taken.column_names if not name.endswith("_at") and name not in UNEQUAL]
        found[table.name] = Counter(map(repr, taken.select(columns).to_pylist()))
    return found


def test_a_whole_survey_there_is_the_one_on_disk(tmp_path: Path, url: ObjectUrl) -> None:
    for store in ("survey", str(url)):
        done = run("reprosurvey", "run", "demo", "--store", store, folder=tmp_path)
        assert done.status == 0, done
    assert rows(Store.open(url)) == rows(Store.open(tmp_path / "survey"))


def test_one_line_where_there_is_no_way(tmp_path: Path, endpoint: str, url: ObjectUrl) -> None:
    for store, status, said in (
        ("s3://not-there-at-all/a", 1, "no access to s3://not-there-at-all/a"),
        (f"{url}/nothing", 1, f"no survey at {url}/nothing; `reprosurvey run` makes one"),
        ("s3://key:secret@bucket/a", 2, "credentials do not stand in it"),
        ("ftp://bucket/a", 2, "no survey can be at ftp://"),
    ):
        done = run("reprosurvey", "table1", "--store", store, folder=tmp_path)
        assert done.status == status, done
        assert said in " ".join(done.complaint.split())
        assert "secret@" not in done.complaint
