"""What moved between visits: a line a change on a terminal, by repository on a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
from rich.console import Console

from reprosurvey.crawler.printable import printable

_COMMIT = re.compile(r"[0-9a-f]{40,64}")


@dataclass(frozen=True, slots=True)
class Changed:
    """What moved of one repository, or of a paper without one, the latest first."""

    origin: str | None
    papers: tuple[tuple[str, int, str], ...]
    """Venue, year and key of those that it is of."""
    changes: tuple[Mapping[str, Any], ...]
    """Rows of ``sql/lists/changes.sql``; what moved of a repository of several papers stands there once."""


def by_repository(rows: Iterable[Mapping[str, Any]]) -> list[Changed]:
    """The rows of ``sql/lists/changes.sql`` together that are of one repository, the latest moved first."""
    groups: dict[object, list[Mapping[str, Any]]] = {}
    for row in sorted(rows, key=lambda row: row["seen_at"], reverse=True):
        groups.setdefault(row["origin"] or _paper(row), []).append(row)
    return [
        Changed(group[0]["origin"], tuple(dict.fromkeys(map(_paper, group))), tuple(_each_once(group)))
        for group in groups.values()
    ]


def _paper(row: Mapping[str, Any]) -> tuple[str, int, str]:
    return row["venue"], row["year"], row["paper"]


def _each_once(rows: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """What moved of a repository itself is a row for each of its papers."""
    columns = ("seen_at", "subject", "what", "before", "after")
    return {tuple(row[c] for c in columns): row for row in rows}.values()


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
