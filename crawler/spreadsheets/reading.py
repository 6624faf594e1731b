"""A table out of a CSV or XLSX file as people's programs write them, row by row.

CSV: in UTF-8, in UTF-16 with its mark, or else in Windows-1252, which holds Latin-1; with commas, semicolons, tabs,
bars or the first other sign of its first line between the cells. XLSX: of each cell what is shown, and the link or
formula behind it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from string import ascii_letters
from typing import Any

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.spreadsheets.cells import unguarded

FILE_LIMIT, UNPACKED_LIMIT = 16 << 20, 128 << 20
"""Bytes of a file, and of an XLSX file's parts."""
COLUMNS_LIMIT, CELLS_LIMIT = 200, 1_000_000
"""Columns of a sheet that are looked at; one with more cells in these, empty ones too, is refused."""
HEADING_LIMIT = 20
"""Rows among which the one with the columns' names may stand."""
FAULTS_LIMIT = 100
"""Rows that are no CSV; with more, the file is none."""

_DELIMITERS = ",;\t|"
_OTHER_DELIMITER = re.compile(r"[\w\"']*?([^\w\"'\r\n])")
_NAMED_DELIMITER = re.compile(r"sep=(.)\s*")
_LINKING = re.compile(r"\bHYPERLINK\((?:\s*(\$?[A-Z]{1,2}\$?\d{1,7})\s*[,;)])?", re.IGNORECASE)
"""A formula that makes a link, and the cell that holds the address where it is not in the formula."""
_JOINED = re.compile(r'"\s*&\s*"')
"""Between two texts that a formula puts together."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SAVE = "save it as .xlsx without a password, or as .csv"
_ESCAPED = re.compile(r"_x(00[01][0-9A-F]|005F|D[89A-F][0-9A-F]{2}|FFF[EF])_", re.IGNORECASE)
"""A character as OOXML writes what XML does not hold, and the underscore before what only looks like one.

Of shared strings openpyxl has taken that underscore away already, and nothing else: what looks like another is a text.
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell."""

    text: str
    """As it is shown, without white space around it."""
    behind: str = ""
    """The address of its link, and its formula where that makes one."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty."""

    number: int
    """As a spreadsheet counts: from 1, each row once, however many lines it takes."""
    cells: tuple[Cell, ...]
    line: int = 0
    """In a text file, the line at which it begins, from 1."""
    fault: str = ""
    """Why it could not be read as it was meant; empty where it could."""

    @property
    def texts(self) -> list[str]:
        """What the cells show."""
        return [cell.text for cell in self.cells]


Table = Iterator[Row]


def tables_of(path: Path) -> Iterator[Table]:
    """The tables that the file may hold: a workbook's sheets, or a text by each delimiter.

    Raises:
        UsageError: The file cannot be read, or is neither CSV nor XLSX.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from None
    if len(content) > FILE_LIMIT:
        raise UsageError(f"cannot read {path}: it has more than {FILE_LIMIT >> 20} MB")
    if content.startswith(_OLE):
        raise UsageError(f"cannot read {path}: {_SAVE}")
    if content.startswith(_ZIP):
        yield from _sheets(path, content)
        return
    text = decoded(content)
    lines = io.StringIO(text, newline="").readlines()
    if lines and (named := _NAMED_DELIMITER.fullmatch(lines[0])):
        yield _records(path, lines, named[1], begin=1)
        return
    other = _OTHER_DELIMITER.match(lines[0]) if lines else None
    for delimiter in dict.fromkeys(_DELIMITERS + (other[1] if other else "")):
        yield _records(path, lines, delimiter)


def decoded(content: bytes) -> str:
    """The text of a file."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _records(path: Path, lines: list[str], delimiter: str, begin: int = 0) -> Table:
    """The rows of a CSV file; one that is none costs its line, and reading goes on with the next."""
    number, faults = 0, 0
    while begin < len(lines):
        reader = csv.reader(
            islice(lines, begin, None), delimiter=delimiter, strict=True, skipinitialspace=delimiter != " "
        )
        first = begin
        try:
            for cells in reader:
                number += 1
                yield from _row(number, cells, begin)
                begin = first + reader.line_num
        except csv.Error:
            number, faults = number + 1, faults + 1
            if faults > FAULTS_LIMIT:
                raise UsageError(f"cannot read {path}: more than {FAULTS_LIMIT} of its rows are no CSV") from None
            yield from _mended(number, lines[begin], delimiter, begin)
            begin += 1


def _row(number: int, cells: list[str], begin: int, fault: str = "") -> Iterator[Row]:
    texts = [unguarded(cell).strip() for cell in cells]
    if any(texts):
        yield Row(number, tuple(map(Cell, texts)), begin + 1, fault)


def _mended(number: int, line: str, delimiter: str, begin: int) -> Iterator[Row]:
    """The row of a line whose quotes are not CSV's, as they stand; a fault where one is left open."""
    fault = "a quotation mark is opened and not closed" if line.count('"') % 2 else ""
    try:
        cells = next(csv.reader([line], delimiter=delimiter, skipinitialspace=delimiter != " "))
    except csv.Error as error:
        cells, fault = [line[:100]], str(error)
    yield from _row(number, cells, begin, fault)


def _sheets(path: Path, content: bytes) -> Iterator[Table]:
    from openpyxl import load_workbook  # takes half a second, which a CSV need not wait for

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
            is_office = "[Content_Types].xml" in parts.namelist()
        if not is_office:
            raise UsageError(f"cannot read {path}: {_SAVE}")
        if unpacked > UNPACKED_LIMIT:
            raise UsageError(f"cannot read {path}: unpacked, it has more than {UNPACKED_LIMIT >> 20} MB")
        with warnings.catch_warnings(action="ignore"):
            written, shown = (load_workbook(io.BytesIO(content), data_only=shown) for shown in (False, True))
    except UsageError:
        raise
    except Exception as error:  # strangers' files: openpyxl lets every kind of error through
        raise UsageError(
            f"cannot read {path} as XLSX: {' '.join(str(error).split()) or type(error).__name__}"
        ) from None
    if not written.worksheets:
        raise UsageError(f"cannot read {path}: it has no sheet of cells")
    for sheet in written.worksheets:
        if sheet.max_row * min(sheet.max_column, COLUMNS_LIMIT) > CELLS_LIMIT:
            raise UsageError(f"cannot read {path}: the sheet '{sheet.title}' has more than {CELLS_LIMIT:,} cells")
        yield _rows(sheet, shown[sheet.title])


def _rows(sheet: Any, shown: Any) -> Table:
    """The rows of an openpyxl sheet, beside the same with the values that were last shown.

    A cell that is merged with one above it holds what that one holds.
    """
    size = {"max_col": min(sheet.max_column, COLUMNS_LIMIT)}
    tops = _merged_below(sheet)
    merged: dict[tuple[int, int], Cell] = dict.fromkeys(tops.values(), Cell(""))
    for number, (cells, values) in enumerate(
        zip(sheet.iter_rows(**size), shown.iter_rows(**size, values_only=True), strict=True), 1
    ):
        row = [_cell(cell, value, sheet) for cell, value in zip(cells, values, strict=True)]
        if not any(cell.text or cell.behind for cell in row):
            continue
        for column, cell in enumerate(row, 1):
            if (number, column) in merged:
                merged[number, column] = cell
            elif (number, column) in tops:
                row[column - 1] = merged[tops[number, column]]
        yield Row(number, tuple(row))


def _merged_below(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """By row and column, the cell on top of those that one is merged with; within the limits of a sheet."""
    tops: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        top, rows = (area.min_row, area.min_col), range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1)
        if len(tops) + len(rows) > CELLS_LIMIT:
            break
        tops.update(dict.fromkeys(((row, area.min_col) for row in rows), top))
    return tops


def _cell(cell: Any, shown: Any, sheet: Any) -> Cell:
    formula = str(getattr(cell.value, "text", cell.value)) if cell.data_type == "f" else ""
    target = (cell.hyperlink.target or "") if cell.hyperlink else ""
    value = formula if shown is None else shown
    return Cell(_text(value), f"{target} {_linked(formula, sheet)}".strip())


def _linked(formula: str, sheet: Any) -> str:
    """A formula with the address of a link: its own text, or that of the cell which it names."""
    if (link := _LINKING.search(formula)) is None:
        return ""
    place = (link[1] or "").replace("$", "")
    if place and int(place.lstrip(ascii_letters)) in range(1, sheet.max_row + 1):
        return _text(sheet[place.upper()].value)
    return _JOINED.sub("", formula)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    unescaped = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), str(value))
    return unescaped.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()
