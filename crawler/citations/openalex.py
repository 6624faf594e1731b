"""OpenAlex: many DOIs in one filter, a title by a search in titles.

A search costs ten times what a filter does, of a daily budget that a key multiplies. Words of a title are sent without
what the filter's syntax and the search's operators would read (commas, bars, quotes, capital AND and OR). Source:
https://developers.openalex.org, "Filter", "Search" and "Authentication & Pricing".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from reprosurvey.crawler.citations.responses import by_doi, told
from reprosurvey.crawler.citations.works import BATCH, Request, Work, bare_doi
from reprosurvey.crawler.http.json import AnswerError, items, number, text

HOST = "api.openalex.org"
RATE = 10

_NEAREST = 10
"""Works asked for a title: a work and its versions."""
_FIELDS = "id,doi,title,publication_year,cited_by_count"


def key_header(key: str) -> Mapping[str, str]:
    """The header by which a key goes along; it may stand in the address too, where logs would keep it."""
    return {"Authorization": f"Bearer {key}"}


def request_by_doi(dois: Sequence[str]) -> Request:
    """Asks for the works of ``dois``."""
    return _request({"filter": f"doi:{'|'.join(dois)}", "per_page": BATCH, "select": _FIELDS})


def read_by_doi(status: int, body: bytes, dois: Sequence[str]) -> Mapping[str, Work]:
    """By DOI, the works that the answer tells."""
    return by_doi(read_by_title(status, body), dois)


def request_by_title(words: str) -> Request:
    """Asks for the works with ``words`` in the title."""
    return _request({"filter": f"title.search:{words}", "per_page": _NEAREST, "select": f"{_FIELDS},authorships"})


def read_by_title(status: int, body: bytes) -> Sequence[Work]:
    """The works that the answer tells."""
    works = items(told(status, body), "results")
    if works is None:
        raise AnswerError("no list of works")
    return [_work(work) for work in works]


def _request(parameters: Mapping[str, str | int]) -> Request:
    return Request(f"https://{HOST}/works?{urlencode(parameters, safe=':/|,')}")


def _work(node: Any) -> Work:
    authors = (text(authorship, "author", "display_name") for authorship in items(node, "authorships") or [])
    return Work(
        text(node, "id"),
        bare_doi(text(node, "doi")),
        text(node, "title") or "",
        tuple(name for name in authors if name),
        number(node, "publication_year"),
        number(node, "cited_by_count"),
    )
