"""The link stage: finds the links to weights and data in every snapshot that was not looked through yet, some snapshots
at a time. There are no settings.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import duckdb

from reprosurvey.analysis.artifacts.links import VERSION, Link, links_of
from reprosurvey.analysis.subjects.repository_states import JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import Snapshot, snapshots_at
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARTIFACTS

CHUNK = 25
"""Snapshots in memory at the same time."""
_URLS = "select distinct url from artifacts where origin in (select unnest($1)) order by url"
NONE_FOUND = {"url": None}
"""The row that says that a snapshot was looked through and names no such link."""


def find_links(store: Store, origins: list[str]) -> list[str]:
    """Look through each repository as it stands today, unless that was done by the rules in force; the addresses that
    ``origins`` name.
    """
    with connect(store) as database:
        _find_new(store, database)
    with connect(store) as database:
        return [url for (url,) in database.sql(_URLS, params=[origins]).fetchall()]


def _find_new(store: Store, database: duckdb.DuckDBPyConnection) -> None:
    found = database.execute(
        """
        select origin, head
        from states
        where as_of is null and outcome in (select unnest($1))
            and not exists (
                select 1 from history.artifacts as found
                where found.origin = states.origin and found.head = coalesce(states.head, '') and found.rule = $2
            )
        order by origin
        """,
        [list(JUDGEABLE_STATUSES), VERSION],
    )
    waiting = iter(found.fetchall())
    while commits := list(islice(waiting, CHUNK)):
        snapshots = snapshots_at(database, commits)
        store.append(ARTIFACTS, [row for (origin, _), taken in snapshots.items() for row in _rows(origin, taken)])


def _rows(origin: str, snapshot: Snapshot) -> list[dict[str, Any]]:
    about = {"origin": origin, "head": snapshot.commit, "rule": VERSION, "found_at": now()}
    return [about | found for found in map(_found, links_of(snapshot))] or [about | NONE_FOUND]


def _found(link: Link) -> dict[str, Any]:
    return {"url": link.url, "kind": link.kind.value, "path": link.path, "line": link.line}
