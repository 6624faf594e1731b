"""What can be asked: every view, statistic and table of the database, with what each of its columns holds.

The words stand where the columns are made: a table's in ``crawler/store/schemas.py``, a statistic's in its file of
``sql/statistics/``, a view's in its file of ``sql/views/``. A column that a view takes over as it is means what
it means in the first relation after a ``from`` or ``join`` of that file that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from reprosurvey.crawler.store.queries import COLUMN, heading, queries
from reprosurvey.crawler.store.schemas import TABLES
from reprosurvey.crawler.store.small_tables import quoted
from reprosurvey.crawler.store.views import scripts

GROUPS = ("views", "statistics", "history")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a relation."""

    name: str
    kind: str
    """Its type in DuckDB's words."""
    meaning: str


@dataclass(frozen=True, slots=True)
class Relation:
    """What can stand after ``from``."""

    name: str
    """As a query writes it: ``survey``, ``table1``, ``history.papers``."""
    group: str
    """views, statistics or history."""
    about: str
    columns: tuple[Column, ...]


def relations(database: duckdb.DuckDBPyConnection) -> list[Relation]:
    """All of them: views, then statistics where they were added, then the tables' history."""
    found = database.execute(
        """
        select
            if(schema_name = 'main', '', schema_name || '.') || table_name as name,
            list((column_name, data_type) order by column_index) as columns
        from duckdb_columns()
        where database_name = current_database() and schema_name in ('main', 'history') and not internal
        group by schema_name, table_name
        order by table_name
        """
    ).fetchall()
    words = _words()
    known = [
        Relation(name, told.group, told.about, tuple(Column(c, kind, told.of(c)) for c, kind in columns))
        for name, columns in found
        if (told := words.get(name))
    ]
    return sorted(known, key=lambda relation: GROUPS.index(relation.group))


def comment_on(database: duckdb.DuckDBPyConnection) -> None:
    """Write what each relation and column holds into the database itself, as comments."""
    for relation in relations(database):
        kind = "table" if relation.group == "history" else "view"
        database.execute(f"comment on {kind} {relation.name} is {quoted(relation.about)}")
        for column in relation.columns:
            database.execute(f'comment on column {relation.name}."{column.name}" is {quoted(column.meaning)}')


@dataclass(frozen=True, slots=True)
class _Words:
    group: str
    about: str
    columns: Mapping[str, str]
    sources: tuple[_Words, ...] = ()

    def of(self, column: str) -> str:
        """What the column holds; empty where nothing tells."""
        if column in self.columns:
            return self.columns[column]
        return next((meaning for source in self.sources if (meaning := source.of(column))), "")


def _words() -> dict[str, _Words]:
    words = {
        f"history.{table.name}": _Words(
            "history", table.comment, {field.name: field.comment for field in table.all_fields}
        )
        for table in TABLES.values()
    }
    for script in scripts():
        sources = tuple(words[source.name] for source in script.sources if source.name in words)
        told = _Words("views", heading(script.sql), dict(COLUMN.findall(script.sql)), sources)
        words |= dict.fromkeys(script.views, told)
    return words | {q.name: _Words(q.folder, q.about, q.columns) for q in queries() if q.folder == "statistics"}
