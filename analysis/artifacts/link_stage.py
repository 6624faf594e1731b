"""Finds the links to weights and data in every snapshot that was not looked through yet, some snapshots at a time, and
has them asked whether they answer.

Settings: those of ``crawler/http/rate_limit.py``.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import Any

import duckdb

from reprosurvey.analysis.artifacts.links import VERSION, Link, links_of
from reprosurvey.analysis.assessment.assess_stage import LOOKED_INTO, snapshots_of
from reprosurvey.analysis.subjects.snapshots import Snapshot
from reprosurvey.crawler.artifacts.artifact_stage import ask_all
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARTIFACTS

CHUNK = 25
"""Snapshots in memory at the same time."""
_URLS = "select distinct url from artifacts where origin in (select unnest($1)) order by url"
NONE_FOUND = {"url": None}
"""The row that says that a snapshot was looked through and names no such link."""


def ask_for_artifacts(
    store: Store, config: Config, origins: list[str], *, everything: bool, tell: Progress
) -> Counter[str]:
    """Find the links of today's snapshots and ask those of ``origins`` that are due, or all; how often each outcome
    came.
    """
    with connect(store) as database:
        _find_all(store, database)
    with connect(store) as database:
        urls = [url for (url,) in database.sql(_URLS, params=[origins]).fetchall()]
    return ask_all(store, config, urls, ignore_schedule=everything, tell=tell)


def _find_all(store: Store, database: duckdb.DuckDBPyConnection) -> None:
    """Look through each repository as it stands today, unless that was done by the rules in force."""
    origins = database.sql(
        """
        select origin, head, outcome
        from states
        where as_of is null and outcome in (select unnest($1))
            and not exists (
                select 1 from history.artifacts as found
                where found.origin = states.origin and found.head = coalesce(states.head, '') and found.rule = $2
            )
        order by origin
        """,
        params=[list(LOOKED_INTO), VERSION],
    )
    waiting = iter(origins.to_arrow_table().to_pylist())
    while chunk := list(islice(waiting, CHUNK)):
        snapshots = snapshots_of(database, chunk)
        store.append(ARTIFACTS, [row for snapshot in snapshots.values() for row in _rows(snapshot)])


def _rows(snapshot: Snapshot) -> list[dict[str, Any]]:
    about = {"origin": snapshot.origin, "head": snapshot.commit, "rule": VERSION, "found_at": now()}
    return [about | found for found in map(_found, links_of(snapshot))] or [about | NONE_FOUND]


def _found(link: Link) -> dict[str, Any]:
    return {"url": link.url, "kind": link.kind.value, "path": link.path, "line": link.line}
