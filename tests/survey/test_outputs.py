"""Into which file in which form: the ending and --format agree, and nothing else is lost for it."""

from __future__ import annotations

import csv
import io
import json
from importlib.metadata import version
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from reprosurvey.analysis.cli.app import app
from reprosurvey.analysis.cli.compare import compare
from reprosurvey.analysis.cli.export import database as export_database
from reprosurvey.analysis.cli.export import dataset as export_dataset
from reprosurvey.analysis.cli.stages import report
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.spreadsheets.reading import tables_of
from reprosurvey.crawler.store.parquet import Store

from .conftest import Survey

PARQUET, JSON = b"PAR1", b"["


@pytest.mark.parametrize("command", [["export", "papers"], ["sql", "from survey"], ["changes"]])
@pytest.mark.parametrize(("ending", "begins"), [("parquet", PARQUET), ("json", JSON)])
def test_the_form_follows_the_ending(
    surveyed: Survey, tmp_path: Path, command: list[str], ending: str, begins: bytes
) -> None:
    surveyed(*command, "-o", str(tmp_path / f"rows.{ending}"))
    assert (tmp_path / f"rows.{ending}").read_bytes().startswith(begins)


def test_so_does_that_of_table_1(surveyed: Survey, tmp_path: Path) -> None:
    surveyed("table1", "-o", str(tmp_path / "table1.tex"))
    assert r"\bottomrule" in (tmp_path / "table1.tex").read_text()


@pytest.mark.parametrize("command", [["export", "papers"], ["sql", "select 1"], ["table1"], ["changes"]])
def test_an_ending_that_says_another_than_the_format(surveyed: Survey, tmp_path: Path, command: list[str]) -> None:
    said = surveyed(*command, "--format", "markdown", "-o", str(tmp_path / "rows.csv"), status=2)
    assert said.endswith("rows.csv ends as csv does, and --format says markdown: change one of them\n")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ending", ["docx", "xls", "txt", "CSVX"])
@pytest.mark.parametrize("command", [["export", "papers"], ["sql", "select 1"], ["table1"], ["changes"]])
def test_an_ending_that_cannot_be_written(surveyed: Survey, tmp_path: Path, command: list[str], ending: str) -> None:
    said = surveyed(*command, "-o", str(tmp_path / f"rows.{ending}"), status=2)
    endings = ".md, .tex, .csv, .html" if command == ["table1"] else ".csv, .json, .jsonl, .md, .parquet, .xlsx"
    assert said.endswith(f"rows.{ending}: its name can end in {endings}, or say --format\n")
    assert said.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_name_without_ending_says_nothing(surveyed: Survey, tmp_path: Path) -> None:
    surveyed("export", "papers", "-o", str(tmp_path / "rows"))
    assert (tmp_path / "rows").read_text().startswith("venue,year,paper")


@pytest.mark.parametrize("form", ["Parquet", "XLSX"])
def test_what_is_no_text_goes_into_a_file(surveyed: Survey, form: str) -> None:
    said = surveyed("export", "papers", "--format", form.lower(), status=2)
    assert said == f"reprosurvey: {form} goes into a file; name it with --output\n"


FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "'=1", "'plain", "a\rb", "_x0041_", "\x01", "#N/A", ""]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_spreadsheet_runs_what_a_stranger_wrote(surveyed: Survey, tmp_path: Path, form: str) -> None:
    values = ", ".join(f"'{text.replace(chr(39), chr(39) * 2)}'" for text in FORMULAS)
    query = (
        f'select -1 as n, 0.5::double as d, 1::hugeint << 60 as h, unnest([{values}]) as "=t", [t] as l, now() as at'
    )
    query = query.replace("[t]", "['=1']")
    file = tmp_path / f"rows.{form}"
    surveyed("sql", query, "-o", str(file))
    if form == "csv":
        heading, *rows = list(csv.reader(io.StringIO(file.read_bytes().decode(), newline="")))
        assert not [cell for row in [heading, *rows] for cell in row[3:] if cell[:1] in tuple("=+-@\t\r")]
        assert heading[3] == "'=t"
    else:
        sheet = load_workbook(file).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
        assert sheet["D1"].value == "=t"
        assert [cell.value for cell in sheet["D"] if cell.quotePrefix] == ["=t", *FORMULAS[:6]]
        assert rows[0][:3] == [-1, 0.5, str(1 << 60)]
    (table,) = islice(tables_of(file), 1)
    read = [row.cells[3].text for row in list(table)[1:]]
    assert read == [text.strip() for text in FORMULAS]
    assert rows[0][4] == '["=1"]'


def test_a_text_that_no_cell_holds_is_not_cut(surveyed: Survey, tmp_path: Path) -> None:
    said = surveyed("sql", "select repeat('x', 40000)", "-o", str(tmp_path / "rows.xlsx"), status=2)
    assert said.endswith("a cell holds 32767 characters; write .csv or .parquet\n")
    assert not list(tmp_path.iterdir())


def test_any_other_ending_is_as_good_as_none(surveyed: Survey, tmp_path: Path) -> None:
    surveyed("export", "papers", "--format", "parquet", "-o", str(tmp_path / "rows.txt"))
    assert pq.read_table(tmp_path / "rows.txt").num_rows > 0


def test_a_cell_that_holds_several_values_is_json(surveyed: Survey) -> None:
    rows = list(csv.DictReader(io.StringIO(surveyed("export", "checklist"))))
    evidence = [json.loads(row["evidence"]) for row in rows if row["evidence"]]
    assert {"place", "quote", "line", "link", "kind", "reason"} == set(next(e for e in evidence if e)[0])
    query = """select [1, null] as "a ""b", {'x': 'it''s'} as s, null::int[] as n, 'plain' as p"""
    assert list(csv.reader(io.StringIO(surveyed("sql", query, "--format", "csv")))) == [
        ['a "b', "s", "n", "p"],
        ["[1,null]", '{"x":"it\'s"}', "", "plain"],
    ]


@pytest.mark.parametrize(
    ("picture", "complaint"),
    [
        ("table1.png", r"ends in \.svg, not table1\.png"),
        ("none/table1.svg", "cannot write none/table1.svg: No such file"),
    ],
)
def test_a_picture_is_an_svg(store: Store, picture: str, complaint: str) -> None:
    with pytest.raises(UsageError, match=complaint):
        report(picture=Path(picture), store=str(store.path))


@pytest.mark.slow
def test_a_file_that_is_no_database_is_not_replaced_by_one(store: Store, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("precious")
    with pytest.raises(UsageError, match="is no DuckDB file"):
        export_database(notes, store=str(store.path))
    with pytest.raises(UsageError, match="is no DuckDB file"):
        export_database(notes.rename(tmp_path / "notes.db"), store=str(store.path))
    assert (tmp_path / "notes.db").read_text() == "precious"
    with pytest.raises(UsageError, match=r"can end in \.duckdb, \.ddb, \.db"):
        export_database(tmp_path / "survey.xlsx", store=str(store.path))
    for _ in range(2):
        export_database(tmp_path / "survey.duckdb", store=str(store.path))
    with duckdb.connect(str(tmp_path / "survey.duckdb"), read_only=True) as database:
        assert database.sql("select count(*) from survey").fetchall() == [(0,)]


def test_who_is_to_be_cited_has_a_name(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--author names who is to be cited"):
        export_dataset(tmp_path / "new", ["Doe, Jane", " "], store=str(store.path))


def test_published_figures_are_audited_without_a_survey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    compare("simko2023", audited=True)
    assert "Held against itself" in capsys.readouterr().out


def test_the_first_visits_can_be_exported(surveyed: Survey) -> None:
    assert surveyed("export", "table1", "--visit", "first") == surveyed("table1", "--format", "csv", "--visit", "first")


def test_it_tells_its_version() -> None:
    assert CliRunner().invoke(app, ["--version"]).output == f"reprosurvey {version('reprosurvey')}\n"
