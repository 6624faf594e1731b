"""Ad-hoc SQL by the command: where a query comes from, and how its rows are written."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from reprosurvey.analysis.cli.rows import Format
from reprosurvey.analysis.cli.sql import sql
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.relations import relations

from .conftest import Survey, comparable

QUERY = "select paper, score, authors, visited_at from survey where year = 2021 order by paper"


@pytest.mark.slow
def test_the_sealed_database_has_what_the_open_one_has(surveyed: Survey) -> None:
    store = Store.open(surveyed.store)
    with connect(store) as own, connect(store, sealed=True) as sealed:
        add_statistics(own)
        add_statistics(sealed)
        for relation in relations(own):
            query = f"select * from {relation.name} order by all"
            assert comparable(own.sql(query).fetchall()) == comparable(sealed.sql(query).fetchall()), relation.name


@pytest.fixture
def written(surveyed: Survey, tmp_path: Path) -> Callable[..., Path]:
    """The file that the rows of a query are written into."""

    def write(query: str, form: str, **options: Any) -> Path:
        path = tmp_path / f"rows.{form}"
        sql(query, output=path, format_=Format(form), store=str(surveyed.store), config=surveyed.settings, **options)
        return path

    return write


@pytest.mark.slow
def test_forms_for_machines(written: Callable[..., Path]) -> None:
    rows = list(csv.DictReader(io.StringIO(written(QUERY, "csv").read_text())))
    whole = json.loads(written(QUERY, "json").read_text())
    lines = [json.loads(line) for line in written(QUERY, "jsonl").read_text().splitlines()]
    table = pq.read_table(written(QUERY, "parquet"))
    assert whole == lines
    assert [row["paper"] for row in rows] == [row["paper"] for row in whole] == table.column("paper").to_pylist()
    assert [row["score"] for row in whole] == table.column("score").to_pylist()
    assert whole[0]["authors"] == table.column("authors").to_pylist()[0]
    assert str(table.schema.field("visited_at").type) == "timestamp[us, tz=UTC]"


def test_sums_stay_whole_numbers(written: Callable[..., Path]) -> None:
    assert written("select sum(score) as s from survey", "csv").read_text() == "s\n74\n"


def test_a_table_in_a_file_is_as_wide_as_its_rows(written: Callable[..., Path]) -> None:
    said = written("select repeat('x', 300) as x, repeat('y', 20) as y, 1 as z", "table").read_text()
    assert f"│ {'x' * 300} │ {'y' * 20} │ 1 │" in said


@pytest.mark.slow
def test_a_query_from_a_file_or_standard_input(surveyed: Survey, tmp_path: Path) -> None:
    file = tmp_path / "question.sql"
    file.write_text("-- how many\nselect count(*) as n from survey;\n")
    piped = subprocess.run(
        surveyed.program("sql", "-", "--format", "csv"), input=file.read_bytes(), capture_output=True, timeout=60
    )
    assert surveyed("sql", "--file", str(file), "--format", "csv") == piped.stdout.decode() == "n\n27\n"


def test_as_of_a_day(copied: Survey) -> None:
    copied.look_back(datetime(2021, 5, 6))
    query = "select getvariable('as_of')::date as day, count(*) as n from survey"
    assert copied("sql", query, "--format", "csv", "--as-of", "2021-05-06") == "day,n\n2021-05-06,27\n"


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"query": "select 1", "file": Path("x.sql")}, "the query is given twice"),
        ({"file": Path("nowhere.sql")}, r"cannot read nowhere\.sql"),
        ({"query": "copy (select 1) to 'written.csv'"}, "Permission Error"),
        ({"query": "select 1", "format_": Format.PARQUET}, "Parquet goes into a file"),
        ({"query": "select 1", "format_": Format.CSV, "output": Path("nowhere/rows.csv")}, "cannot write nowhere/rows"),
    ],
)
def test_what_does_not_work_is_told_in_one_line(surveyed: Survey, options: dict[str, Any], complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint) as told:
        sql(**options, store=str(surveyed.store), config=surveyed.settings)
    assert "\n" not in str(told.value)
    assert not Path("written.csv").exists()


def test_standard_output_can_be_appended_to(surveyed: Survey, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("before\n")
    with file.open("ab") as output:
        subprocess.run(surveyed.program("export", "table1"), stdout=output, check=True, timeout=60)
    assert file.read_text().startswith("before\nvenue,year,")
