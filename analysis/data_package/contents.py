"""What a data set holds, and what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
import pyarrow as pa

from reprosurvey.crawler.store.queries import Query, queries, result

LISTS = ("papers", "verdicts", "reviews", "repositories", "visits", "data_sets")
"""The lists that are part of it; every statistic is."""

ABOUT_QUOTES = (
    "The licence is that of the facts, verdicts and figures. Titles, and quotes of at most 200 characters, stay their "
    "authors'; no text of a paper and no file of a repository is part of this."
)


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one query."""

    query: Query
    rows: pa.Table
    """Each column's meaning is its field's metadata ``comment``."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """All parts, and what is said of them."""

    parts: Sequence[Part]
    title: str
    summary: str
    assessed_at: datetime
    """When a paper was last judged: the data's own date."""
    authors: Sequence[str]
    """``Family, Given``, or an institution."""
    licence: str
    """An SPDX identifier."""


def gathered(database: duckdb.DuckDBPyConnection, *, authors: Sequence[str], licence: str) -> Dataset:
    """The data set of the survey in ``database``."""
    columns = "venues, first_year, last_year, papers, repositories, assessed_at"
    ((venues, first, last, papers, repositories, assessed_at),) = result(database, "extent").project(columns).fetchall()
    years = f"{first}" if first == last else f"{first}-{last}"
    return Dataset(
        parts=[_part(database, query) for query in queries() if query.name in LISTS or query.folder == "statistics"],
        title=f"How reproducible: {venues} {years}",
        summary=f"A survey of {papers} papers of {venues} {years} and the {repositories} repositories that they name "
        "as their own, each verdict with its evidence.",
        assessed_at=assessed_at,
        authors=authors,
        licence=licence,
    )


def _part(database: duckdb.DuckDBPyConnection, query: Query) -> Part:
    """Integers that are wider than others' tools read become 64 bits wide."""
    rows = result(database, query.name)
    wide = {name for name, kind in zip(rows.columns, rows.types, strict=True) if kind == "HUGEINT"}
    table = rows.project(", ".join(f'"{n}"::bigint as "{n}"' if n in wide else f'"{n}"' for n in rows.columns))
    arrow = table.to_arrow_table()
    fields = [field.with_metadata({"comment": query.columns[field.name]}) for field in arrow.schema]
    return Part(query, arrow.cast(pa.schema(fields, metadata={"comment": query.about})))
