"""Zenodo's REST interface: a record is one release, its files are the assets.

Zenodo has no stars, forks or branches, and no archive state: what it has is archived by being there. Files of a record
that is not open are not told. Source: Zenodo's developer documentation, "Records".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from yarl import URL

from reprosurvey.crawler.hosts.licences import licence
from reprosurvey.crawler.hosts.metadata import Asset, Metadata, Release
from reprosurvey.crawler.http.json import identifier, items, moment, number, text
from reprosurvey.crawler.visits.records import VisitStatus

_RECORD = re.compile(r"/records?/([0-9]{1,12})(?:/|$)")


def addresses(origin: str) -> tuple[str, ...]:
    """What is asked about ``origin``: its record; nothing where it is none."""
    url = URL(origin)
    match = _RECORD.match(url.path) if url.host == "zenodo.org" else None
    return (f"https://zenodo.org/api/records/{match[1]}",) if match else ()


def read(answers: Sequence[Any]) -> Metadata:
    """What the JSON answer tells."""
    (record,) = answers
    files = items(record, "files")
    assets = None if files is None else tuple(_asset(file) for file in files)
    version = text(record, "metadata", "version") or identifier(record, "id")
    return Metadata(
        VisitStatus.FULL,
        host_id=identifier(record, "id"),
        full_name=text(record, "metadata", "title"),
        created_at=moment(record, "created"),
        licence=licence(record, "metadata", "license", "id"),
        releases=(Release(version, moment(record, "metadata", "publication_date"), assets),),
    )


def _asset(file: Any) -> Asset:
    return Asset(text(file, "key"), number(file, "size"), text(file, "links", "self"))
