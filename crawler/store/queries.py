"""The queries of ``sql/``: statistics are figures, lists are rows that commands work through or write.

A file is named by what it yields. It begins with a comment that says so, which a statistic's title stands above as
``-- # Title``, and its last ``select`` gives each column a line that ends with a comment on what the column holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from itertools import takewhile
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from reprosurvey.crawler.store.criteria import for_each_criterion

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Record = TypeVar("Record", bound="DataclassInstance")

_FOLDERS = ("statistics", "lists")
COLUMN = re.compile(r"(\w+)\)?,?[ \t]+--[ \t]+(.+)$", re.MULTILINE)
"""A line of a select that names a column and says what it holds."""
_SELECT = re.compile(r"^select\b", re.MULTILINE)
_TITLE = re.compile(r"-- # (.+)")


@dataclass(frozen=True, slots=True)
class Query:
    """One file."""

    name: str
    folder: str
    """statistics or lists."""
    about: str
    """What it yields, as its first comment says."""
    columns: dict[str, str]
    """What each column holds."""
    sql: str
    title: str
    """As a page writes it above the rows; the name as words where the file gives none."""


@cache
def queries() -> tuple[Query, ...]:
    """All of them, statistics first, by name."""
    found = ((folder, file) for folder in _FOLDERS for file in (files("reprosurvey.sql") / folder).iterdir())
    return tuple(
        _query(file.name.removesuffix(".sql"), folder, for_each_criterion(file.read_text()))
        for folder, file in sorted(found, key=lambda f: (_FOLDERS.index(f[0]), f[1].name))
        if file.name.endswith(".sql")
    )


def result(database: duckdb.DuckDBPyConnection, name: str) -> duckdb.DuckDBPyRelation:
    """What the query ``name`` yields of the survey in ``database``."""
    return database.sql(next(query.sql for query in queries() if query.name == name))


def result_rows(database: duckdb.DuckDBPyConnection, name: str) -> list[dict[str, Any]]:
    """The same as rows, each by column."""
    return rows(result(database, name))


def rows(relation: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    """The rows of ``relation``, each by column."""
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]


def records(
    database: duckdb.DuckDBPyConnection, kind: type[Record], source: str, parameters: list[Any] | None = None
) -> list[Record]:
    """What a query yields as records of the dataclass ``kind``, whose fields are named as the columns that it takes.

    Args:
        database: What is asked.
        kind: The records' class.
        source: The query from its ``from`` on.
        parameters: The values of $1, $2, ... in it.
    """
    columns = ", ".join(field.name for field in fields(kind))
    return [kind(**row) for row in rows(database.sql(f"select {columns} {source}", params=parameters))]


def heading(sql: str) -> str:
    """What the comment on top of a file says, below its title."""
    lines = takewhile(lambda line: line.startswith("--"), sql.splitlines())
    return " ".join(line.removeprefix("--").strip() for line in lines if not _TITLE.match(line))


def _query(name: str, folder: str, sql: str) -> Query:
    *_, last = _SELECT.finditer(sql)
    titled = _TITLE.match(sql)
    title = titled[1] if titled else name.replace("_", " ").capitalize()
    return Query(name, folder, heading(sql), dict(COLUMN.findall(sql[last.start() :])), sql, title)
