"""The papers that the store knows, each as it was last read."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.proceedings.items import Row
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import PAPERS


def latest_papers(store: Store, edition: Edition | None = None) -> list[dict[str, Any]]:
    """The newest row of each contribution, of one venue's year or of all, in the order of their keys."""
    where = None
    if edition is not None:
        where = (pc.field("venue") == edition[0]) & (pc.field("year") == edition[1])
    rows = store.read(PAPERS, where=where).sort_by("crawled_at").to_pylist()
    newest = {(r["venue"], r["year"], r["paper"]): r for r in rows}
    return [newest[key] for key in sorted(newest)]


def stored_rows(store: Store, edition: Edition) -> dict[str, Row]:
    """Key to row of an edition's contributions, in the form in which the pipelines make rows."""
    columns = [c for c in PAPERS.schema.names if c != "crawled_at"]
    return {row["paper"]: {column: row[column] for column in columns} for row in latest_papers(store, edition)}


def stored_years(store: Store, venue: str) -> set[int]:
    """The years of which the store has papers of a venue."""
    return set(store.read(PAPERS, ["year"], pc.field("venue") == venue)["year"].to_pylist())


def is_settled(row: Row) -> bool:
    """Whether its page and PDF were read, so that nothing is missing."""
    return row["page_error"] is None and row["pdf_error"] is None and row["kind"] != WITHDRAWN
