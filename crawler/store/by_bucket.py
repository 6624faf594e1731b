"""Queries over the tables about repositories, a bucket at a time: memory follows the largest bucket and not the survey.

It is for queries that join these tables with each other by their origin, and with tables of the database.
"""

from __future__ import annotations

from collections.abc import Iterator

import duckdb

from reprosurvey.crawler.store.history import add_history
from reprosurvey.crawler.store.layout import BUCKETS, Part
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS

TABLES = (SNAPSHOTS, BLOBS)
"""Those that are narrowed: what is in the trees is most of a survey."""


def each_bucket(database: duckdb.DuckDBPyConnection, store: Store) -> Iterator[str]:
    """Every bucket; until the next one, the tables' views in the schema ``history`` hold its rows alone."""
    try:
        for bucket in BUCKETS:
            for table in TABLES:
                add_history(database, store, table, Part(buckets=frozenset([bucket])))
            yield bucket
    finally:
        for table in TABLES:
            add_history(database, store, table)
