"""Sums over all papers, a few editions at a time: memory follows the largest edition and not the survey.

It is for views that are sums of each venue's year on its own: what they hold of some editions is what they hold of all.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from reprosurvey.crawler.store.history import add_history
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.parts import parts_by_edition
from reprosurvey.crawler.store.schemas import Table

SUMS = "outcomes"
"""The view."""
SHARED = "gone_origins"
"""What it rests on that is about no edition: worked out once."""


def sum_by_edition(database: duckdb.DuckDBPyConnection, store: Store, tables: Iterable[Table]) -> None:
    """Work out the view, as of the present; from then on it holds rows.

    ``tables``: those about papers on which it rests. Their views in the schema ``history`` are narrowed meanwhile.
    """
    asked = list(tables)
    _keep(database, SHARED, f"from {SHARED}")
    database.execute(f"create table sums as from {SUMS} limit 0")
    for part in parts_by_edition(store, asked):
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
