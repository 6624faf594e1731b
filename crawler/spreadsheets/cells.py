"""Cells of a CSV file that no spreadsheet runs: a text that begins like a formula stands after an apostrophe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    from duckdb.sqltypes import DuckDBPyType

_TEXTS = {"blob", "enum", "json", "union", "varchar"}
"""Types whose values strangers may have written."""
_DROPPED = r" \t\r\n\x00\x0b\x0c\x{85}\x{A0}\x{1680}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}-\x{2064}\x{3000}\x{FEFF}"
_FORMULA = rf"^(?:['{_DROPPED}]*[=+\-@＝＋－＠﹢﹣﹦﹫]|'*[\t\r\n\x00])"
"""Signs by which spreadsheets know a formula, and what some drop before them: space, also without width.

It holds of a text with more apostrophes before it, too: so one apostrophe is put and taken away, and no text is lost.
Python and DuckDB read the pattern alike, but for the form of a code point.
"""
_BEGINS_LIKE_FORMULA = re.compile(re.sub(r"\\x\{(\w+)\}", lambda match: chr(int(match[1], 16)), _FORMULA))


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run it."""
    return _BEGINS_LIKE_FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """The text as it is written into a CSV file."""
    return f"'{text}" if begins_like_formula(text) else text


def unguarded(cell: str) -> str:
    """The text of which :func:`guarded` made ``cell``."""
    return cell[1:] if cell.startswith("'") and begins_like_formula(cell) else cell


def quoted_name(column: str) -> str:
    """A column's name as SQL takes it."""
    return '"' + column.replace('"', '""') + '"'


def guarded_columns(rows: duckdb.DuckDBPyRelation) -> str:
    """The columns of ``rows``, for the select of a CSV file: texts and names are guarded."""
    columns = zip(rows.columns, rows.types, strict=True)
    return ", ".join(f"{_guarded_in_sql(name, kind)} as {quoted_name(guarded(name))}" for name, kind in columns)


def _guarded_in_sql(column: str, kind: DuckDBPyType) -> str:
    name = quoted_name(column)
    if kind.id not in _TEXTS:
        return name
    text, pattern = f"cast({name} as varchar)", _FORMULA.replace("'", "''")
    return f"if(regexp_matches({text}, '{pattern}'), chr(39) || {text}, {text})"
