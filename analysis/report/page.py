"""The report: one self-contained HTML page with Table 1, what could not be read, and every paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
import jinja2

from analysis.queries import result
from analysis.report.table1 import LEGEND, table1

VERDICTS = (
    "has_repository",
    "public_data",
    "dependencies",
    "training",
    "evaluation",
    "model",
    "documentation",
    "licensing",
    "repeatable",
)


def write_report(folder: Path, database: duckdb.DuckDBPyConnection) -> Path:
    """Write ``index.html`` into ``folder``; its path."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    page = environment.get_template("report.html.j2").render(
        tables=table1(database),
        legend=LEGEND,
        unread=_rows(database, "unread"),
        papers=_rows(database, "papers"),
        verdicts=VERDICTS,
        evidence=_evidence(database),
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "index.html"
    path.write_text(page, encoding="utf-8")
    return path


def _rows(database: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = result(database, name).to_arrow_table().to_pylist()
    return rows


def _evidence(database: duckdb.DuckDBPyConnection) -> dict[tuple[str, int, str, str], list[dict[str, Any]]]:
    rows = database.sql("select venue, year, paper, criterion, evidence from verdicts").to_arrow_table().to_pylist()
    return {(r["venue"], r["year"], r["paper"], r["criterion"]): r["evidence"] for r in rows}
