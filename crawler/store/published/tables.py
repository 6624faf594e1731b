"""Published figures as tables of the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import duckdb

from reprosurvey.crawler.store.published.figures import Published
from reprosurvey.crawler.store.small_tables import Columns, add_table

_TABLES: dict[str, Columns] = {
    "published_sources": {
        "source": ("varchar", "the name of the published table"),
        "venue": ("varchar", "the venue that it is about"),
        "title": ("varchar", "its title"),
        "citation": ("varchar", "where it was published"),
        "url": ("varchar", "its address"),
    },
    "published_figures": {
        "source": ("varchar", "the name of the published table"),
        "venue": ("varchar", "the venue"),
        "year": ("integer", "the year"),
        "metric": ("varchar", "what is measured, as in table1"),
        "denominator": ("varchar", "of what: papers or repositories"),
        "written": ("varchar", "the figure, as it is written"),
    },
    "published_claims": {
        "source": ("varchar", "the name of the published table"),
        "venue": ("varchar", "the venue"),
        "metric": ("varchar", "what the text around the table tells of all years together"),
        "unit": ("varchar", "count or percent"),
        "written": ("varchar", "the figure, as it is written"),
    },
}
PUBLISHED_TABLES = frozenset(_TABLES)


def add_published(database: duckdb.DuckDBPyConnection, published: Sequence[Published]) -> None:
    """Make the tables ``published_*`` of ``published``."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in _TABLES}
    for table in published:
        source: dict[str, object] = {"source": table.name, "venue": table.venue}
        rows["published_sources"].append(source | {"title": table.title, "citation": table.source, "url": table.url})
        rows["published_figures"] += [source | asdict(figure) for figure in table.figures]
        rows["published_claims"] += [source | asdict(claim) for claim in table.claims]
    for name, columns in _TABLES.items():
        add_table(database, name, columns, [[row[column] for column in columns] for row in rows[name]])
