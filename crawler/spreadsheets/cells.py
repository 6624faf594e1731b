"""Cells of a CSV file that no spreadsheet runs: what begins like a formula stands after an apostrophe.

So does what begins like one after a semicolon or a line's end: where decimals have a comma, spreadsheets cut a file at
semicolons, and may take no notice of quotes, so that a cell begins there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb
    from duckdb.sqltypes import DuckDBPyType

_TEXTS = {"blob", "enum", "json", "union", "varchar"}
"""Types whose values strangers may have written."""
_DROPPED = r" \t\x00\x0b\x0c\x{85}\x{A0}\x{1680}\x{2000}-\x{200F}\x{2028}-\x{202F}\x{205F}-\x{2064}\x{3000}\x{FEFF}"
_LIKE_FORMULA = rf"['{_DROPPED}]*[=+\-@＝＋－＠﹢﹣﹦﹫]"
"""Signs by which spreadsheets know a formula, and what some drop before them: space, also without width.

It holds of a text with more apostrophes before it, too: so one apostrophe is put and taken away, and no text is lost.
Python and DuckDB read the patterns alike, but for the form of a code point.
"""
_AT_START = rf"^({_LIKE_FORMULA}|'*[\t\r\n\x00])"
_FURTHER_IN = rf"([;\r\n])({_LIKE_FORMULA})"


def _in_python(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\x\{(\w+)\}", lambda match: chr(int(match[1], 16)), pattern))


_STARTS, _STARTS_FURTHER_IN = _in_python(_AT_START), _in_python(_FURTHER_IN)
PATTERNS = (_STARTS.pattern, _STARTS_FURTHER_IN.pattern)
"""Of what :func:`guarded` puts an apostrophe before the last group, as other languages take them."""
_GUARDED, _GUARDED_FURTHER_IN = _in_python(f"^'(?={_AT_START[1:]})"), _in_python(_FURTHER_IN.replace(")(", ")'(", 1))


def begins_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run it."""
    return _STARTS.match(text) is not None


def guarded(text: str) -> str:
    """The text as it is written into a CSV file."""
    return _STARTS.sub(r"'\1", _STARTS_FURTHER_IN.sub(r"\1'\2", text))


def unguarded(cell: str) -> str:
    """The text of which :func:`guarded` made ``cell``."""
    return _GUARDED_FURTHER_IN.sub(r"\1\2", _GUARDED.sub("", cell))


def quoted_name(column: str) -> str:
    """A column's name as SQL takes it."""
    return '"' + column.replace('"', '""') + '"'


def guarded_columns(rows: duckdb.DuckDBPyRelation) -> str:
    """The columns of ``rows``, for the select of a CSV file: texts and names are guarded."""
    columns = zip(rows.columns, rows.types, strict=True)
    return ", ".join(f"{_guarded_in_sql(name, kind)} as {quoted_name(guarded(name))}" for name, kind in columns)


def _guarded_in_sql(column: str, kind: DuckDBPyType) -> str:
    if kind.id not in _TEXTS:
        return quoted_name(column)
    text = f"cast({quoted_name(column)} as varchar)"
    for pattern, replacement in ((_FURTHER_IN, r"\1'\2"), (_AT_START, r"'\1")):
        text = f"regexp_replace({text}, {_quoted(pattern)}, {_quoted(replacement)}, 'g')"
    return text


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
