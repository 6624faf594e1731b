"""The worked questions are answered by the demo as the page says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from reprosurvey.analysis.database_file import write_database
from reprosurvey.analysis.report.text_tables import markdown
from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.parquet import Store

from .conftest import Survey

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
SECTION = re.compile(r"^## (\d+)\. (.+?)\n```sql\n(.+?)```\n(.*?)^(\|.+?)(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


class Question(NamedTuple):
    number: str
    words: str
    sql: str
    note: str
    answer: str


QUESTIONS = [Question(*found) for found in SECTION.findall(PAGE.read_text())]
OWN_FILES = "read_csv"


@pytest.fixture(scope="module")
def database(surveyed: Survey) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(Store.open(surveyed.store), sealed=True) as database:
        add_statistics(database)
        yield database


def test_there_are_twenty() -> None:
    assert [question.number for question in QUESTIONS] == [str(number) for number in range(1, 21)]


@pytest.mark.parametrize("question", [q for q in QUESTIONS if OWN_FILES not in q.sql], ids=lambda q: q.number)
def test_the_answer_is_the_one_shown(database: duckdb.DuckDBPyConnection, question: Question) -> None:
    assert markdown(database.sql(question.sql)).strip() == question.answer.strip()


@pytest.mark.parametrize("question", [q for q in QUESTIONS if OWN_FILES in q.sql], ids=lambda q: q.number)
def test_files_of_one_s_own_join_the_exported_database(
    surveyed: Survey, question: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = re.findall(r"`(demo,[^`]+)`", question.note)
    Path("labels.csv").write_text("\n".join(["venue,year,paper,repeatable", *rows]))
    write_database(Store.open(surveyed.store), Path("survey.duckdb"), texts=False)
    with duckdb.connect("survey.duckdb", read_only=True) as database:
        assert markdown(database.sql(question.sql)).strip() == question.answer.strip()
