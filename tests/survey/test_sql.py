"""Ad-hoc SQL by the command: where a query comes from, and how its rows are written."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from analysis.database import add_statistics, connect
from analysis.relations import relations
from crawler.store import Store

from .conftest import Survey

QUERY = "select paper, score, authors, visited_at from survey where year = 2021 order by paper"


def test_the_sealed_database_has_what_the_open_one_has(surveyed: Survey) -> None:
    store = Store.open(surveyed.store)
    with connect(store) as own, connect(store, sealed=True) as sealed:
        add_statistics(own)
        add_statistics(sealed)
        for relation in relations(own):
            query = f"select * from {relation.name} order by all"
            assert own.sql(query).fetchall() == sealed.sql(query).fetchall(), relation.name


def test_forms_for_machines(surveyed: Survey) -> None:
    rows = list(csv.DictReader(io.StringIO(surveyed("sql", QUERY, "--format", "csv"))))
    whole = json.loads(surveyed("sql", QUERY, "--format", "json"))
    lines = [json.loads(line) for line in surveyed("sql", QUERY, "--format", "jsonl").splitlines()]
    surveyed("sql", QUERY, "--format", "parquet", "-o", "rows.parquet")
    table = pq.read_table(surveyed.folder / "rows.parquet")
    assert whole == lines
    assert [row["paper"] for row in rows] == [row["paper"] for row in whole] == table.column("paper").to_pylist()
    assert [row["score"] for row in whole] == table.column("score").to_pylist()
    assert whole[0]["authors"] == table.column("authors").to_pylist()[0]
    assert str(table.schema.field("visited_at").type) == "timestamp[us, tz=UTC]"


def test_sums_stay_whole_numbers(surveyed: Survey) -> None:
    assert surveyed("sql", "select sum(score) as s from survey", "--format", "csv").splitlines() == ["s", "74"]


def test_a_table_in_a_pipe_is_as_wide_as_its_rows(surveyed: Survey) -> None:
    said = surveyed("sql", "select repeat('x', 300) as x, repeat('y', 20) as y, 1 as z")
    assert f"│ {'x' * 300} │ {'y' * 20} │ 1 │" in said


def test_markup_in_markdown_is_text(surveyed: Survey) -> None:
    said = surveyed("sql", "select '<b>|' || chr(10) || chr(27) as x", "--format", "markdown")
    assert said.splitlines()[-1] == "| &lt;b&gt;\\|<br>\N{REPLACEMENT CHARACTER} |"


def test_a_query_from_a_file_or_standard_input(surveyed: Survey, tmp_path: Path) -> None:
    file = tmp_path / "question.sql"
    file.write_text("-- how many\nselect count(*) as n from survey;\n")
    piped = subprocess.run(
        surveyed.command("sql", "-", "--format", "csv"), input=file.read_bytes(), capture_output=True, timeout=60
    )
    assert surveyed("sql", "--file", str(file), "--format", "csv") == piped.stdout.decode() == "n\n27\n"


def test_as_of_a_day(surveyed: Survey) -> None:
    said = surveyed("sql", "select count(*) as n from survey", "--as-of", "2021-01-01", "--format", "csv")
    assert said == "n\n0\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["select 1", "--file", "x.sql"], "the query is given twice"),
        (["--file", "nowhere.sql"], "cannot read nowhere.sql"),
        (["copy (select 1) to 'written.csv'"], "Permission Error"),
        (["select 1", "--format", "parquet"], "Parquet goes into a file"),
        (["select 1", "-o", "nowhere/rows.csv", "--format", "csv"], "cannot write nowhere/rows.csv"),
    ],
)
def test_what_does_not_work_is_told_in_one_line(surveyed: Survey, arguments: list[str], complaint: str) -> None:
    said = surveyed("sql", *arguments, status=2)
    assert complaint in said
    assert said.count("\n") == 1
    assert not (surveyed.folder / "written.csv").exists()


def test_standard_output_can_be_appended_to(surveyed: Survey, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    file.write_text("before\n")
    with file.open("ab") as output:
        subprocess.run(surveyed.command("export", "table1"), stdout=output, check=True, timeout=60)
    assert file.read_text().startswith("before\nvenue,year,")
