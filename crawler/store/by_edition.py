"""Sums over all papers, a few editions at a time: memory follows the largest edition and not the survey.

It is for views that are sums of each venue's year on its own: what they hold of some editions is what they hold of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import duckdb

from reprosurvey.crawler.store.history import add_history
from reprosurvey.crawler.store.layout import Part
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import Table

SUMS = "outcomes"
"""The view."""
SHARED = "gone_origins"
"""What it rests on that is about no edition: worked out once."""
PART_BYTES = 8 << 20
"""Of files for one step; a larger edition is one of its own."""


def sum_by_edition(database: duckdb.DuckDBPyConnection, store: Store, tables: Iterable[Table]) -> None:
    """Work out the view, as of the present; from then on it holds rows.

    ``tables``: those about papers on which it rests. Their views in the schema ``history`` are narrowed meanwhile.
    """
    asked = list(tables)
    _keep(database, SHARED, f"from {SHARED}")
    database.execute(f"create table sums as from {SUMS} limit 0")
    for part in parts(store, asked):
        for table in asked:
            add_history(database, store, table, part)
        database.execute(f"insert into sums from {SUMS}")
    for table in asked:
        add_history(database, store, table)
    _keep(database, SUMS, "from sums")


def _keep(database: duckdb.DuckDBPyConnection, view: str, rows: str) -> None:
    """Have the view hold these rows."""
    database.execute(f"create table kept_{view} as {rows}")
    database.execute(f"create or replace view {view} as from kept_{view}")


def parts(store: Store, tables: Iterable[Table]) -> Iterator[Part]:
    """Every edition in one of the parts, in order."""
    asked = list(tables)
    editions: list[Edition] = []
    size = 0
    for edition in store.editions():
        own = Part(frozenset([edition]))
        bytes_of_it = sum(file.stat().st_size for table in asked for file in store.files_of(table, own))
        if editions and size + bytes_of_it > PART_BYTES:
            yield Part(frozenset(editions))
            editions, size = [], 0
        editions.append(edition)
        size += bytes_of_it
    if editions:
        yield Part(frozenset(editions))
