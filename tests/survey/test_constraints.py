"""What ``sql/constraints.yml`` says of each table and view holds of the demo's survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import duckdb
import pytest
import yaml

from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.relations import relations
from reprosurvey.crawler.store.schemas import (
    ARCHIVE_ANSWERS,
    ARCHIVE_REQUESTS,
    CITATIONS,
    INDEX_ANSWERS,
    METADATA,
    REVIEWS,
    SNAPSHOTS,
    VISITS,
)

from .conftest import Survey


@dataclass(frozen=True)
class Constraints:
    """What holds of one relation."""

    key: list[str]
    not_null: list[str] = field(default_factory=list)
    values: Mapping[str, str] = field(default_factory=dict)
    refers: Mapping[str, list[str]] = field(default_factory=dict)
    like: str | None = None


@cache
def declared() -> dict[str, Any]:
    return yaml.safe_load((files("reprosurvey.sql") / "constraints.yml").read_text())


def constraints() -> dict[str, Constraints]:
    return {name: Constraints(**told) for name, told in declared()["relations"].items()}


def violations(database: duckdb.DuckDBPyConnection, name: str) -> list[str]:
    """What does not hold of a relation, a line each."""
    database.execute(f"create or replace temp table checked as from {name}")  # a view is worked out once
    return [
        f"{name}: {what}: {rows} rows"
        for what, query in _queries(name, set(database.table("checked").columns))
        for (rows,) in database.sql(f"select count(*) from ({query})").fetchall()
        if rows
    ]


def _queries(name: str, columns: set[str]) -> Iterator[tuple[str, str]]:
    """Each constraint, and a query of the rows that break it."""
    told = constraints()[name]
    grouped = ", ".join(f'"{column}"' for column in told.key)
    yield f"key {grouped}", f"select 1 from checked {f'group by {grouped}' if grouped else ''} having count(*) > 1"
    yield from _inherited(name, name, columns)


def _inherited(name: str, source: str, columns: set[str]) -> Iterator[tuple[str, str]]:
    told = constraints()[source]
    for column in told.not_null:
        if column in columns or name == source:
            yield f"not null {column}", f'select 1 from checked where "{column}" is null'
    for column, vocabulary in told.values.items():
        if column in columns or name == source:
            values = ", ".join(f"'{value}'" for value in declared()["vocabularies"][vocabulary])
            yield f"values of {column}", f'select 1 from checked where "{column}"::varchar not in ({values})'
    for target, named in told.refers.items():
        rows = f"select 1 from checked as rows anti join {target} as targets"
        alike = " and ".join(f"rows.{column} is not distinct from targets.{column}" for column in named)
        yield f"refers to {target}", f"{rows} on {alike}"
    if told.like is not None:
        yield from _inherited(name, told.like, columns)


@pytest.fixture(scope="module")
def database(surveyed: Survey) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(Store(surveyed.store)) as opened:
        add_statistics(opened)
        yield opened


def test_every_table_and_view_has_constraints(database: duckdb.DuckDBPyConnection) -> None:
    assert set(constraints()) == {relation.name for relation in relations(database)}


@pytest.mark.parametrize("name", constraints())
def test_what_is_declared_holds(database: duckdb.DuckDBPyConnection, name: str) -> None:
    assert violations(database, name) == []


def test_rows_that_break_a_constraint_are_told(copied: Survey) -> None:
    store, time = Store(copied.store), now()
    visit = {"origin": "https://github.com/lab/none", "visited_at": time, "outcome": "odd", "head": "0" * 40}
    store.append(VISITS, [visit, visit])
    store.append(SNAPSHOTS, [{"origin": visit["origin"], "head": "1" * 40, "path": "a", "mode": "100644"}])
    with connect(store) as database:
        assert {line.partition(": ")[2] for line in violations(database, "history.visits")} == {
            'key "origin", "as_of", "visited_at": 1 rows', "not null requests: 2 rows", "values of outcome: 2 rows",
        }  # fmt: skip
        assert "history.snapshots: refers to history.visits: 1 rows" in violations(database, "history.snapshots")


@pytest.mark.slow
def test_what_is_declared_holds_after_answers_of_people_and_services(copied: Survey) -> None:
    """Of each: two that say something and a last one that failed or says otherwise."""
    store = Store(copied.store)
    with connect(store) as database:
        asked = "select venue, year, paper, origin, head from survey where head is not null order by paper limit 2"
        papers = database.sql(asked).fetchall()
        package = database.sql("select min(package) from pins").fetchall()[0][0]
    times = [now() + timedelta(minutes=minute) for minute in range(3)]
    for (venue, year, paper, origin, head), reviewer in product(papers, ("Ada", "Bo")):
        told = {"paper": paper, "origin": origin, "head": head, "reviewer": reviewer, "role": "stands"}
        answers = [told | {"outcome": o, "reviewed_at": t} for o, t in zip(("yes", "no", "no"), times, strict=True)]
        store.append(REVIEWS, [answer | {"criterion": "training"} for answer in answers], (venue, year))
        rows = [
            {"source": "openalex", "outcome": o, "due_at": t, "asked_at": t, "paper": paper} for o, t in _told(times)
        ]
        store.append(CITATIONS, rows, (venue, year))
        hosts = [{"origin": origin, "asked_at": t, "outcome": o, "due_at": t} for o, t in _told(times, "full")]
        store.append(METADATA, hosts)
        held = [{"swhid": f"swh:1:rev:{head}", "held": n > 0, "asked_at": t} for n, t in enumerate(times)]
        store.append(ARCHIVE_ANSWERS, held)
        saved = [
            {"origin": origin, "outcome": o, "asked_at": t}
            for o, t in zip(("pending", "accepted"), times[1:], strict=True)
        ]
        store.append(ARCHIVE_REQUESTS, saved)
        times = [time + timedelta(hours=1) for time in times]
    for index in ("https://a.example", "https://b.example"):
        rows = [{"package": package, "index": index, "outcome": o, "asked_at": t, "due_at": t} for o, t in _told(times)]
        store.append(INDEX_ANSWERS, rows)
    with connect(store) as database:
        add_statistics(database)
        assert [violation for name in constraints() for violation in violations(database, name)] == []


def _told(times: list[datetime], found: str = "found") -> list[tuple[str, datetime]]:
    return list(zip((found, "not found", "failed"), times, strict=True))
