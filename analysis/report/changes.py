"""What moved between visits, a line a change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb
from rich.console import Console

from reprosurvey.crawler.printable import printable

_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def print_changes(changes: duckdb.DuckDBPyRelation, console: Console) -> None:
    """Print the rows of ``sql/lists/changes.sql``; a word where there are none."""
    rows = changes.to_arrow_table().to_pylist()
    if not rows:
        console.print("Nothing moved.")
    for row in rows:
        where = f"{row['seen_at']:%Y-%m-%d} {row['venue']} {row['year']} {row['paper']}:"
        line = printable(f"{where} {change_of(row)} {row['origin'] or ''}")
        console.print(line, markup=False, highlight=False, soft_wrap=True)


def change_of(row: Mapping[str, Any]) -> str:
    """What a row of ``sql/lists/changes.sql`` says, without when and of whom."""
    what = f"repository {row['what']}" if row["subject"] == "repository" else row["what"]
    cause = f" (by a new {row['cause']})" if row["cause"] == "rule" else ""
    change = f": {_short(row['before'])} -> {_short(row['after'])}" if row["before"] is not None else ""
    return f"{what}{change}{cause}"


def _short(value: str) -> str:
    return value[:10] if _COMMIT.fullmatch(value) else value
