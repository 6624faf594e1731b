"""Sheets through LibreOffice, as XLSX, ODS and CSV and back: nothing of them is lost."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.programs import program
from tests.sql.conftest import SmallSurvey

from .test_intake import command, sheet_rows

pytestmark = pytest.mark.slow

TITLES = {
    "007": '=HYPERLINK("https://bad.example";"Net")',
    "1e5": "Nets, \"quoted\"; with | signs; and ü, 数据, 𝒙, −1 and 'apostrophes'",
    "2022-01": "-1+1",
    "true": "1/2",
    "_x0041_": "'Quoted' nets",
    "plain": "Two\nlines",
}
"""By key; what spreadsheets take for a formula, a number, a date, a truth value or an escape."""
NOTE = '=1+1, "page 3";\nlines 3-4: ü'
CSV_FORM = "59,34,76,1,,0,true"
"""Semicolons, double quotes, UTF-8; texts in quotes, and what stands in quotes is a text."""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The program."""
    return Path(program("soffice", "libreoffice-calc-nogui"))


def converted(office: Path, file: Path, ending: str, form: str = "") -> Path:
    folder = file.parent / f"{file.parent.name}-{ending}"
    folder.mkdir()
    arguments = [str(office), f"-env:UserInstallation=file://{file.parent}/profile", "--headless"]
    if file.suffix == ".csv":
        arguments.append(f"--infilter=CSV:{CSV_FORM}")
    arguments += ["--convert-to", ending + form, "--outdir", str(folder), str(file)]
    subprocess.run(arguments, check=True, capture_output=True, timeout=150)
    return folder / f"{file.stem}.{ending}"


def test_a_sheet_comes_through_every_form(small: SmallSurvey, office: Path) -> None:
    for key, title in TITLES.items():
        small.paper(key, title=title)
    sheet = small.store.path.parent / "blind.xlsx"
    assert command(small, "review", "draw", "-o", str(sheet), "--seed", "3").exit_code == 0
    filled(sheet)
    given = sheet_rows(sheet)
    assert {row["paper"]: row["title"] for row in given}.items() >= TITLES.items()
    ods = converted(office, sheet, "ods")
    again = converted(office, ods, "xlsx")
    text = converted(office, again, "csv", f":Text - txt - csv (StarCalc):{CSV_FORM}")
    back = converted(office, text, "xlsx")
    for file in (again, text, back):
        assert sheet_rows(file) == given, file
    counts = []
    for file in (sheet, back):
        done = command(small, "review", str(file), "--reviewer", "Jane")
        assert done.exit_code == 0, done.exception
        counts.append(done.output.splitlines()[0])
    assert counts == [f"New answers: {len(given)}", "New answers: 0"]
    assert small.ask("select distinct note, outcome from reviews") == [(NOTE, "yes")]


def filled(sheet: Path) -> None:
    """Every paper answered, as a person does in a spreadsheet."""
    book = load_workbook(sheet)
    rows = book.active
    columns = {cell.value: cell.column for cell in rows[1]}
    for number in range(2, rows.max_row + 1):
        rows.cell(number, columns["public_data"], "yes")
        note = rows.cell(number, columns["why"], NOTE)
        note.data_type = "s"
    book.save(sheet)
