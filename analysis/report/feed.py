"""What changed between visits as an Atom feed (RFC 4287), beside the report: an entry a paper and day, newest first.

An entry keeps its identifier, which is made of the survey's first run, the paper and the day, as often as the feed is
written; what else changed on that day makes it a newer one.
"""

from __future__ import annotations

from datetime import date, datetime
from importlib.metadata import version
from itertools import groupby, islice
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import duckdb
from lxml import etree

from reprosurvey.analysis.report.changes import change_of
from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.printable import printable
from reprosurvey.crawler.store.queries import result

NAME = "changes.atom"
ENTRIES = 200
"""Entries of a feed; older changes are told by `reprosurvey changes`."""

_ATOM, _XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
_PROJECT = "https://github.com/reprosurvey/reprosurvey"

Change = dict[str, Any]
"""A row of ``sql/lists/changes.sql``."""
Key = tuple[date, str, int, str]
"""Of an entry: day, venue, year and paper."""


def write_feed(folder: Path, database: duckdb.DuckDBPyConnection) -> Path:
    """Write the feed into ``folder``, which is there; its path.

    Raises:
        SurveyError: It cannot be written.
    """
    ((began,),) = database.table("runs").aggregate("coalesce(min(started_at), 'epoch'::timestamptz)").fetchall()
    path = folder / NAME
    try:
        path.write_bytes(feed(result(database, "changes").to_arrow_table().to_pylist(), began))
    except OSError as error:
        raise SurveyError(f"cannot write {path}: {error.strerror}") from None
    return path


def feed(changes: list[Change], began: datetime) -> bytes:
    """The document; ``began``: when the survey's first stage did, by which it is known."""
    survey = f"{_PROJECT}#{began.isoformat()}"
    root = etree.Element(_atom("feed"), nsmap={None: _ATOM})
    _add(root, "title", "What changed between visits: reprosurvey")
    _add(root, "id", uuid5(NAMESPACE_URL, survey).urn)
    _add(root, "updated", _written(max((row["seen_at"] for row in changes), default=began)))
    _add(root, "link", rel="alternate", type="text/html", href="index.html")
    _add(root, "link", rel="self", type="application/atom+xml", href=NAME)
    _add(root, "generator", "reprosurvey", uri=_PROJECT, version=version("reprosurvey"))
    _add(_add(root, "author"), "name", "reprosurvey")
    for key, rows in islice(groupby(sorted(changes, key=_key, reverse=True), _key), ENTRIES):
        _add_entry(root, survey, key, list(rows))
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _key(row: Change) -> Key:
    return row["seen_at"].date(), row["venue"], row["year"], row["paper"]


def _add_entry(root: etree._Element, survey: str, key: Key, rows: list[Change]) -> None:
    day, *paper = key
    entry = _add(root, "entry")
    _add(entry, "title", f"{' '.join(map(str, paper))}: {', '.join(dict.fromkeys(row['what'] for row in rows))}")
    _add(entry, "id", uuid5(NAMESPACE_URL, "/".join(map(str, (survey, *paper, day)))).urn)
    _add(entry, "updated", _written(max(row["seen_at"] for row in rows)))
    for origin in dict.fromkeys(row["origin"] for row in rows if row["origin"]):
        _add(entry, "link", rel="related", href=origin)
    content = _add(entry, "content", type="xhtml")
    listed = etree.SubElement(etree.SubElement(content, f"{{{_XHTML}}}div", nsmap={None: _XHTML}), f"{{{_XHTML}}}ul")
    for row in rows:
        etree.SubElement(listed, f"{{{_XHTML}}}li").text = printable(change_of(row))


def _add(parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, _atom(name), {key: printable(value) for key, value in attributes.items()})
    made.text = printable(text) if text is not None else None
    return made


def _atom(name: str) -> str:
    return f"{{{_ATOM}}}{name}"


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
