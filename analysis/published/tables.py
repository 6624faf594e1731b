"""Published figures as tables of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb
import pyarrow as pa

from analysis.published.figures import Published

_SOURCE = {name: pa.string() for name in ("source", "venue")}
_TABLES = {
    "published_sources": pa.schema({**_SOURCE, **dict.fromkeys(("title", "citation", "url"), pa.string())}),
    "published_figures": pa.schema(
        {**_SOURCE, "year": pa.int32(), **dict.fromkeys(("metric", "denominator", "written"), pa.string())}
    ),
    "published_claims": pa.schema({**_SOURCE, **dict.fromkeys(("metric", "unit", "written"), pa.string())}),
}
"""The tables of published figures: where they stand, the cells, and what the text says of all years together."""


def add_published(database: duckdb.DuckDBPyConnection, published: Sequence[Published]) -> None:
    """Make the tables ``published_*`` of ``published``."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
    for table in published:
        source: dict[str, object] = {"source": table.name, "venue": table.venue}
        rows["published_sources"].append(source | {"title": table.title, "citation": table.source, "url": table.url})
        rows["published_figures"] += [source | asdict(figure) for figure in table.figures]
        rows["published_claims"] += [source | asdict(claim) for claim in table.claims]
    for name, schema in _TABLES.items():
        database.register("arrow_rows", pa.Table.from_pylist(rows[name], schema=schema))
        database.execute(f"create or replace table {name} as from arrow_rows")
        database.unregister("arrow_rows")
