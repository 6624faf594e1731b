"""Published figures as tables of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb

from reprosurvey.crawler.store.published.figures import Published

_TABLES = {
    "published_sources": {
        "source": "the name of the published table",
        "venue": "the venue that it is about",
        "title": "its title",
        "citation": "where it was published",
        "url": "its address",
    },
    "published_figures": {
        "source": "the name of the published table",
        "venue": "the venue",
        "year": "the year",
        "metric": "what is measured, as in table1",
        "denominator": "of what: papers or repositories",
        "written": "the figure, as it is written",
    },
    "published_claims": {
        "source": "the name of the published table",
        "venue": "the venue",
        "metric": "what the text around the table tells of all years together",
        "unit": "count or percent",
        "written": "the figure, as it is written",
    },
}
"""The tables of published figures and what their columns hold: text but for the year."""
PUBLISHED_TABLES = frozenset(_TABLES)


def add_published(database: duckdb.DuckDBPyConnection, published: Sequence[Published]) -> None:
    """Make the tables ``published_*`` of ``published``."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
    for table in published:
        source: dict[str, object] = {"source": table.name, "venue": table.venue}
        rows["published_sources"].append(source | {"title": table.title, "citation": table.source, "url": table.url})
        rows["published_figures"] += [source | asdict(figure) for figure in table.figures]
        rows["published_claims"] += [source | asdict(claim) for claim in table.claims]
    for name in _TABLES:
        _add(database, name, rows[name])


def _add(database: duckdb.DuckDBPyConnection, name: str, rows: list[dict[str, object]]) -> None:
    columns = _TABLES[name]
    kinds = ", ".join(f"{column} {'integer' if column == 'year' else 'varchar'}" for column in columns)
    database.execute(f"create or replace table {name} ({kinds})")
    if rows:
        places = ", ".join(f"${column}" for column in columns)
        database.executemany(f"insert into {name} values ({places})", rows)
    for column, meaning in columns.items():
        database.execute(f"comment on column {name}.{column} is '{meaning}'")
