"""The papers that the store knows, each as it was last read: the view ``listed_papers``."""

from __future__ import annotations

from typing import Any

from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.proceedings.records import PaperRecord
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.queries import rows

_ORDER = "order by venue, year, paper"


def latest_papers(store: Store, edition: Edition | None = None) -> list[dict[str, Any]]:
    """The newest row of each contribution, of one venue's year or of all, in the order of their keys."""
    where = "where venue = $1 and year = $2" if edition is not None else ""
    with connect(store, asked=["listed_papers"]) as database:
        return rows(database.sql(f"from listed_papers {where} {_ORDER}", params=list(edition or ())))


def stored_papers(store: Store, edition: Edition) -> dict[str, PaperRecord]:
    """Key to record of an edition's contributions."""
    return {row["paper"]: PaperRecord.of(row) for row in latest_papers(store, edition)}


def stored_years(store: Store, venue: str) -> set[int]:
    """The years of which the store has papers of a venue."""
    with connect(store, asked=["listed_papers"]) as database:
        found = database.sql("select distinct year from listed_papers where venue = $1", params=[venue])
        return {year for (year,) in found.fetchall()}


def is_settled(record: PaperRecord) -> bool:
    """Whether its page and PDF were read, so that nothing is missing."""
    return record.page_error is None and record.pdf_error is None and record.kind != WITHDRAWN
