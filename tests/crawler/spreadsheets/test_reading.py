"""Files as people's programs write them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.spreadsheets import reading
from reprosurvey.crawler.spreadsheets.reading import Cell, Row, tables_of

HEADING = ["id", "name"]


def rows_of(path: Path) -> list[Row]:
    """The rows of the table that has the heading."""
    for table in tables_of(path):
        rows = list(table)
        if rows and rows[0].texts[:2] == HEADING:
            return rows[1:]
    return []


def written(folder: Path, content: str | bytes) -> list[Row]:
    path = folder / "list.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return rows_of(path)


@pytest.mark.parametrize(
    "content",
    [
        "id,name\n1,Nät\n",
        "id;name\r\n1;Nät\r\n",
        "id\tname\r1\tNät\r",
        'sep=|\n"id"|"name"\n1|Nät\n',
        "id,name,,\n1,Nät,,\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_csv_by_any_delimiter_and_encoding(tmp_path: Path, content: str, encoding: str) -> None:
    (row,) = written(tmp_path, content.encode(encoding))
    assert row.texts[:2] == ["1", "Nät"]


def test_rows_are_counted_as_a_spreadsheet_does_and_lines_too(tmp_path: Path) -> None:
    rows = written(tmp_path, 'id,name\n\n,\n1,"two\nlines"\n2,b\n')
    assert [(row.number, row.line, row.texts) for row in rows] == [
        (4, 4, ["1", "two\nlines"]),
        (5, 6, ["2", "b"]),
    ]


@pytest.mark.parametrize(
    ("line", "texts", "fault"),
    [
        ('2,"b', ["2", "b"], "a quotation mark is opened and not closed"),
        ('2,"b" c', ["2", "b c"], ""),
        ('2,5" screen', ["2", '5" screen'], ""),
    ],
)
def test_a_row_that_is_no_csv_costs_no_other(tmp_path: Path, line: str, texts: list[str], fault: str) -> None:
    rows = written(tmp_path, f'id,name\n1,a\n{line}\n3,"c"\n4,d\n')
    assert [row.texts for row in rows] == [["1", "a"], texts, ["3", "c"], ["4", "d"]]
    assert [row.fault for row in rows] == ["", fault, "", ""]


def test_a_cell_longer_than_csv_has_is_a_fault(tmp_path: Path) -> None:
    first, second = written(tmp_path, f"id,name\n1,{'x' * 200_000}\n2,b\n")
    assert (first.fault, second.texts) == ("field larger than field limit (131072)", ["2", "b"])


def test_a_file_of_faults_is_no_csv(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="more than 100 of its rows are no CSV"):
        written(tmp_path, "id,name\n" + '1,"a" b\n' * 200)


def test_an_apostrophe_before_a_formula_is_not_part_of_it(tmp_path: Path) -> None:
    (row,) = written(tmp_path, "id,name\n'=1,''=2\n")
    assert row.texts == ["=1", "'=2"]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    book.active.append(["a title"])
    sheet = book.create_sheet("list")
    sheet.append(HEADING)
    sheet.append([12.0, '=HYPERLINK("https://a.example/b","code")'])
    sheet.append([None, None])
    sheet.append([1.5, "linked_x000D_"])
    sheet["B4"].hyperlink = "https://a.example/c"
    sheet.append([2, '="https://a.example/"&"d"'])
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def test_xlsx_tells_links_and_formulas(workbook: Path) -> None:
    formula = '=HYPERLINK("https://a.example/b","code")'
    assert rows_of(workbook) == [
        Row(2, (Cell("12"), Cell(formula, formula))),
        Row(4, (Cell("1.5"), Cell("linked", "https://a.example/c"))),
        Row(5, (Cell("2"), Cell('="https://a.example/"&"d"'))),
    ]


def test_xlsx_tells_what_a_formula_links_to_and_what_is_merged(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    rows: list[list[object]] = [
        [*HEADING, "note"],
        [1, "=HYPERLINK($C$2,1)", "https://a.example/b"],
        [2, '=HYPERLINK("https://a.example/" & "c";"code")'],
        [3, "=hyperlink(C9999999)"],
        [4, "https://a.example/d"],
        [5],
        [None],
        [6, "smile_xD83D__xDE00__xD800_"],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B5:C7")
    book.save(tmp_path / "list.xlsx")
    told = [(row.number, row.cells[1].text, row.cells[1].behind) for row in rows_of(tmp_path / "list.xlsx")]
    assert [behind for _, _, behind in told[:3]] == [
        "https://a.example/b",
        '=HYPERLINK("https://a.example/c";"code")',
        "=hyperlink(C9999999)",
    ]
    assert told[3:] == [
        (5, "https://a.example/d", ""),
        (6, "https://a.example/d", ""),
        (8, "smile\U0001f600\ufffd", ""),
    ]


def test_xlsx_is_known_by_its_content(workbook: Path) -> None:
    assert len(rows_of(workbook.rename(workbook.with_suffix(".csv")))) == 3


def test_what_is_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0 and more")
    with pytest.raises(UsageError, match=r"list\.xls: save it as \.xlsx without a password, or as \.csv"):
        rows_of(path)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("content.xml", "<x/>")
    with pytest.raises(UsageError, match=r"list\.xls: save it as"):
        rows_of(path)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("[Content_Types].xml", "<x/>")
    with pytest.raises(UsageError, match="as XLSX: "):
        rows_of(path)
    path.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(UsageError, match="as XLSX: "):
        rows_of(path)
    with pytest.raises(UsageError, match="No such file"):
        rows_of(tmp_path / "none.csv")


def test_what_is_too_large(workbook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CELLS_LIMIT", 9)
    with pytest.raises(UsageError, match="the sheet 'list' has more than 9 cells"):
        rows_of(workbook)
    monkeypatch.setattr(reading, "UNPACKED_LIMIT", 1 << 10)
    with pytest.raises(UsageError, match="unpacked"):
        rows_of(workbook)
    monkeypatch.setattr(reading, "FILE_LIMIT", 1 << 10)
    with pytest.raises(UsageError, match="it has more than"):
        rows_of(workbook)
