"""Rows as a sheet of an XLSX file, in which nothing is a formula."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import duckdb

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.spreadsheets.cells import begins_like_formula

ROWS_LIMIT, TEXT_LIMIT, EXACT = 1_048_576, 32_767, 1 << 53
"""What a sheet holds: rows, characters of a cell, and whole numbers up to this."""

_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_workbook(rows: duckdb.DuckDBPyRelation, file: Path) -> None:
    """Write ``rows``, whose columns hold numbers, truth values and texts, below their names.

    Raises:
        UsageError: They are more, or a text is longer, than a sheet holds.
    """
    from openpyxl import Workbook  # takes half a second, which other forms need not wait for

    book = Workbook(write_only=True)
    sheet = book.create_sheet("rows")
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, file) for name in rows.columns])
    for number, row in enumerate(rows.fetchall(), 2):
        if number > ROWS_LIMIT:
            raise UsageError(f"cannot write {file}: a sheet holds {ROWS_LIMIT} rows; write .csv or .parquet")
        sheet.append([_cell(sheet, value, file) for value in row])
    with file.open("wb") as target:
        book.save(target)


def _cell(sheet: Any, value: Any, file: Path) -> Any:
    if value is None or isinstance(value, bool) or (not isinstance(value, str) and _is_exact(value)):
        return value
    from openpyxl.cell import WriteOnlyCell

    text = _ESCAPED.sub(lambda match: f"_x{ord(match[0]):04X}_", str(value))
    if len(text) > TEXT_LIMIT:
        raise UsageError(f"cannot write {file}: a cell holds {TEXT_LIMIT} characters; write .csv or .parquet")
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # openpyxl makes a formula of what begins with =
    cell.quotePrefix = begins_like_formula(text)
    return cell


def _is_exact(number: Any) -> bool:
    """Whether a spreadsheet, whose numbers are all of double precision, holds it."""
    return math.isfinite(number) and (not isinstance(number, int) or abs(number) <= EXACT)
