"""The rows of the queries of ``sql/`` that a report shows, each asked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import duckdb

from reprosurvey.crawler.store.database import set_variables
from reprosurvey.crawler.store.queries import Query, Record, queries, result_rows


@dataclass(frozen=True, slots=True)
class Figures:
    """What the queries yield of one survey, by name."""

    found: Mapping[str, tuple[Query, list[dict[str, Any]]]]

    @property
    def statistics(self) -> list[tuple[Query, list[dict[str, Any]]]]:
        """The statistics that have rows."""
        return [(query, rows) for query, rows in self.found.values() if query.folder == "statistics" and rows]

    def query(self, name: str) -> Query:
        """The query of that name."""
        return self.found[name][0]

    def rows(self, name: str, **where: object) -> list[dict[str, Any]]:
        """Its rows with these values; none where there is no such query."""
        rows = self.found[name][1] if name in self.found else []
        return [row for row in rows if all(row[column] == value for column, value in where.items())]

    def records(self, kind: type[Record], name: str, **where: object) -> list[Record]:
        """The same as records of the dataclass ``kind``, whose fields are columns of the query."""
        names = [field.name for field in fields(kind)]
        return [kind(**{column: row[column] for column in names}) for row in self.rows(name, **where)]

    def table(self, name: str) -> dict[str, list[Any]]:
        """Its columns' names once, then the rows' values."""
        query, rows = self.found[name]
        return {"columns": list(query.columns), "rows": [list(row.values()) for row in rows]}


def figures(database: duckdb.DuckDBPyConnection, *lists: str) -> Figures:
    """All statistics, and the lists that are named; from then on ``database`` holds the rows of ``surveyed``."""
    database.execute("create temp table surveyed as from surveyed")  # over which each query would otherwise go again
    database.execute("create temp view survey as select * exclude (kind) from surveyed where kind = 'paper'")
    set_variables(database, {"alike_of": "alike_surveyed"})
    asked = [query for query in queries() if query.folder == "statistics" or query.name in lists]
    return Figures({q.name: (q, result_rows(database, q.name)) for q in asked})
