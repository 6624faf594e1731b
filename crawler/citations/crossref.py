"""Crossref: many DOIs in one filter, a title by a bibliographic query.

It counts the references that publishers deposit, and knows works with a DOI of its own only. Who writes an e-mail
address into ``contact`` is in its polite pool, by the user agent. Source: https://api.crossref.org (the REST API's
documentation) and https://www.crossref.org/documentation/retrieve-metadata/rest-api/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from reprosurvey.crawler.citations.responses import by_doi, told
from reprosurvey.crawler.citations.works import BATCH, Request, Work, bare_doi
from reprosurvey.crawler.http.json import AnswerError, items, number, text

HOST = "api.crossref.org"
RATE = 1

_NEAREST = 5
_FIELDS = "DOI,title,subtitle,author,issued,is-referenced-by-count"


def key_header(key: str) -> Mapping[str, str]:
    """The header by which a key of Metadata Plus goes along."""
    return {"Crossref-Plus-API-Token": f"Bearer {key}"}


def request_by_doi(dois: Sequence[str]) -> Request:
    """Asks for the works of ``dois``; filters of one name are joined by or."""
    return _request({"filter": ",".join(f"doi:{doi}" for doi in dois), "rows": BATCH})


def read_by_doi(status: int, body: bytes, dois: Sequence[str]) -> Mapping[str, Work]:
    """By DOI, the works that the answer tells."""
    return by_doi(read_by_title(status, body), dois)


def request_by_title(words: str) -> Request:
    """Asks for the works that ``words`` describe best."""
    return _request({"query.bibliographic": words, "rows": _NEAREST})


def read_by_title(status: int, body: bytes) -> Sequence[Work]:
    """The works that the answer tells."""
    works = items(told(status, body), "message", "items")
    if works is None:
        raise AnswerError("no list of works")
    return [_work(work) for work in works]


def _request(parameters: Mapping[str, str | int]) -> Request:
    return Request(f"https://{HOST}/v1/works?{urlencode({**parameters, 'select': _FIELDS}, safe=':/,')}")


def _work(node: Any) -> Work:
    names = ((text(author, "given"), text(author, "family")) for author in items(node, "author") or [])
    authors = (f"{given or ''} {family}" for given, family in names if family)
    doi = bare_doi(text(node, "DOI"))
    return Work(doi, doi, _title(node), tuple(authors), _year(node), number(node, "is-referenced-by-count"))


def _title(node: Any) -> str:
    """The title with its subtitle, which some publishers deposit apart, and some twice."""
    title, subtitle = (text((items(node, name) or [None])[0]) for name in ("title", "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title or ""


def _year(node: Any) -> int | None:
    (date, *_) = items(node, "issued", "date-parts") or [None]
    return number(date[0]) if isinstance(date, list) and date else None
