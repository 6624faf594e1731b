"""The link stage: finds the links to weights and data in every snapshot that was not looked through yet, some snapshots
at a time, each in a process of its own. Setting: ``limits.item_seconds``, by its caller.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from reprosurvey.analysis.artifacts.links import VERSION, Link, links_of
from reprosurvey.analysis.subjects.repository_states import JUDGEABLE_STATUSES
from reprosurvey.analysis.subjects.snapshots import snapshot_of
from reprosurvey.crawler.isolated import Bounds, open_isolated
from reprosurvey.crawler.store.bins import asked, by_item
from reprosurvey.crawler.store.by_bucket import by_bucket
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store, now
from reprosurvey.crawler.store.schemas import ARTIFACTS

logger = logging.getLogger(__name__)

BATCH = 200
"""Snapshots a file."""
_URLS = "select distinct url from artifacts where origin in (select unnest($1)) order by url"
_NEW = """
create table new_commits as
select row_number() over (order by origin) - 1 as item, origin, coalesce(head, '') as head
from states
where as_of is null and outcome in (select unnest($1))
    and not exists (
        select 1 from history.artifacts as found
        where found.origin = states.origin and found.head = coalesce(states.head, '') and found.rule = $2
    )
"""
_FILES = """
select item, path, mode, size, text
from new_commits
join snapshots using (origin, head)
left join history.blobs as blobs on blobs.origin = snapshots.origin and blobs.blob = snapshots.blob
"""
NONE_FOUND = {"url": None}
"""The row that says that a snapshot was looked through and names no such link."""


def find_links(store: Store, origins: list[str], bounds: Bounds) -> list[str]:
    """Look through each repository as it stands today, unless that was done by the rules in force; the addresses that
    ``origins`` name. One that takes more than ``bounds`` is left for the next run, which the log says.
    """
    with connect(store) as database, tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        waiting = _new(store, database, Path(folder), bounds)
        while batch := list(islice(waiting, BATCH)):
            store.append(ARTIFACTS, [row for rows in batch for row in rows])
    with connect(store) as database:
        return [url for (url,) in database.sql(_URLS, params=[origins]).fetchall()]


def _new(
    store: Store, database: duckdb.DuckDBPyConnection, folder: Path, bounds: Bounds
) -> Iterator[list[dict[str, Any]]]:
    """The rows of each snapshot that was not looked through."""
    database.execute(_NEW, [list(JUDGEABLE_STATUSES), VERSION])
    ((count,),) = database.sql("select count(*) from new_commits").fetchall()
    if not count:
        return
    commits, files = asked(database, "from new_commits"), asked(database, _FILES, by_bucket(database, store))
    with open_isolated(links_of, bounds) as found_in:
        for _, rows in by_item({"commits": commits, "files": files}, count, folder):
            (commit,) = rows["commits"]
            snapshot = snapshot_of(commit["origin"], commit["head"], rows["files"])
            try:
                yield _rows(commit["origin"], commit["head"], found_in(snapshot))
            except Exception:  # it costs this repository alone
                logger.exception("not looked through for links: %s", commit["origin"])


def _rows(origin: str, head: str, links: Sequence[Link]) -> list[dict[str, Any]]:
    about = {"origin": origin, "head": head, "rule": VERSION, "found_at": now()}
    return [about | found for found in map(_found, links)] or [about | NONE_FOUND]


def _found(link: Link) -> dict[str, Any]:
    return {"url": link.url, "kind": link.kind.value, "path": link.path, "line": link.line}
