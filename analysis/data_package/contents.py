"""What a data set holds, and what is said of it as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any

import duckdb
import pyarrow as pa

from reprosurvey.analysis.data_package.codebook import CODEBOOK, COLUMNS, codebook
from reprosurvey.crawler.store.queries import Query, queries, result, result_rows

LISTS = ("papers", "verdicts", "reviews", "repositories", "visits", "data_sets", "rules", "measured")
"""The lists that are part of it; every statistic is."""

ABOUT_QUOTES = (
    "The licence is that of the facts, verdicts and figures. Titles, and quotes of at most 200 characters, stay their "
    "authors'; no text of a paper and no file of a repository is part of this."
)


@dataclass(frozen=True, slots=True)
class Part:
    """One table."""

    name: str
    about: str
    """What it holds, in a sentence."""
    columns: Mapping[str, str]
    """What each column holds."""
    rows: pa.Table
    """Each column's meaning is its field's metadata ``comment``."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """All parts, and what is said of them."""

    parts: Sequence[Part]
    title: str
    summary: str
    years: str
    """The first and the last of its papers."""
    assessed_at: datetime
    """When a paper was last judged: the data's own date."""
    authors: Sequence[str]
    """``Family, Given``, or an institution."""
    licence: str
    """An SPDX identifier."""
    url: str | None
    """Where it will stand; None where that is not known yet."""
    tool: str
    """The version of reprosurvey that wrote it."""
    methods: Mapping[str, Any]
    """The row of the list ``methods``."""

    @property
    def description(self) -> str:
        """What it is, what made it, and whose words are in it."""
        return f"{self.summary} Made with reprosurvey {self.tool}. {ABOUT_QUOTES}"


def gathered(
    database: duckdb.DuckDBPyConnection, *, authors: Sequence[str], licence: str, url: str | None = None
) -> Dataset:
    """The data set of the survey in ``database``."""
    columns = "venues, first_year, last_year, papers, repositories, assessed_at"
    ((venues, first, last, papers, repositories, assessed_at),) = result(database, "extent").project(columns).fetchall()
    (methods,) = result_rows(database, "methods")
    years = f"{first}" if first == last else f"{first}-{last}"
    asked = [query for query in queries() if query.name in LISTS or query.folder == "statistics"]
    return Dataset(
        parts=[
            _part("codebook", CODEBOOK, COLUMNS, pa.Table.from_pylist(codebook())),
            *(_asked(database, query) for query in asked),
        ],
        title=f"How reproducible: {venues} {years}",
        summary=f"A survey of {papers} papers of {venues} {years} and the {repositories} repositories that they name "
        "as their own, each verdict with its evidence.",
        years=years,
        assessed_at=assessed_at,
        authors=authors,
        licence=licence,
        url=url,
        tool=version("reprosurvey"),
        methods=methods,
    )


def _asked(database: duckdb.DuckDBPyConnection, query: Query) -> Part:
    """Integers that are wider than others' tools read become 64 bits wide."""
    rows = result(database, query.name)
    wide = {name for name, kind in zip(rows.columns, rows.types, strict=True) if kind == "HUGEINT"}
    table = rows.project(", ".join(f'"{n}"::bigint as "{n}"' if n in wide else f'"{n}"' for n in rows.columns))
    return _part(query.name, query.about, query.columns, table.to_arrow_table())


def _part(name: str, about: str, columns: Mapping[str, str], rows: pa.Table) -> Part:
    fields = [field.with_metadata({"comment": columns[field.name]}) for field in rows.schema]
    return Part(name, about, columns, rows.cast(pa.schema(fields, metadata={"comment": about})))
