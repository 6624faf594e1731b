"""Queries over the tables about repositories, some buckets at a time (``parts.py``).

It is for queries that join these tables with each other by their origin, and with tables of the database.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from reprosurvey.crawler.store.history import add_history
from reprosurvey.crawler.store.layout import Part
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.parts import parts_by_bucket
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS

TABLES = (SNAPSHOTS, BLOBS)
"""Those that are narrowed: what is in the trees is most of a survey."""


def by_bucket(database: duckdb.DuckDBPyConnection, store: Store) -> Iterator[Part]:
    """Every bucket, in one of the parts; until the next, the views in the schema ``history`` hold its rows alone."""
    try:
        for part in parts_by_bucket(store, TABLES):
            for table in TABLES:
                add_history(database, store, table, part)
            yield part
    finally:
        for table in TABLES:
            add_history(database, store, table)
