"""Semantic Scholar's Academic Graph: many DOIs in one request, a title by its nearest match.

It answers 404 where no title matches, and 400 where none of the DOIs is known; by its words these are told from other
refusals. Its own match score has no upper bound and is not used. A key allows one request a second. Source:
https://api.semanticscholar.org/api-docs/graph.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from reprosurvey.crawler.citations.responses import told
from reprosurvey.crawler.citations.works import Request, Work, bare_doi
from reprosurvey.crawler.http.json import AnswerError, items, number, text
from reprosurvey.crawler.http.refusals import RefusedError

HOST = "api.semanticscholar.org"
RATE = 1

_API = f"https://{HOST}/graph/v1/paper"
_FIELDS = "title,year,authors,citationCount,externalIds"
_NO_MATCH = "HTTP 404: Title match not found"
_NO_PAPER = "HTTP 400: No valid paper ids given"


def key_header(key: str) -> Mapping[str, str]:
    """The header by which a key goes along."""
    return {"x-api-key": key}


def request_by_doi(dois: Sequence[str]) -> Request:
    """Asks for the works of ``dois``."""
    return _request("batch", {}, json.dumps({"ids": [f"DOI:{doi}" for doi in dois]}).encode())


def read_by_doi(status: int, body: bytes, dois: Sequence[str]) -> Mapping[str, Work]:
    """By DOI, the works that the answer tells: one for each DOI in their order, null where there is none."""
    try:
        works = told(status, body)
    except RefusedError as refusal:
        if str(refusal) == _NO_PAPER:
            return {}
        raise
    if not isinstance(works, list) or len(works) != len(dois):
        raise AnswerError("no list of a work for each DOI")
    return {doi: _work(work) for doi, work in zip(dois, works, strict=True) if work is not None}


def request_by_title(words: str) -> Request:
    """Asks for the work whose title is likest to ``words``."""
    return _request("search/match", {"query": words})


def read_by_title(status: int, body: bytes) -> Sequence[Work]:
    """The work that the answer tells."""
    try:
        works = items(told(status, body), "data")
    except RefusedError as refusal:
        if str(refusal) == _NO_MATCH:
            return []
        raise
    if works is None:
        raise AnswerError("no list of works")
    return [_work(work) for work in works]


def _request(path: str, parameters: Mapping[str, str], data: bytes | None = None) -> Request:
    return Request(f"{_API}/{path}?{urlencode({**parameters, 'fields': _FIELDS}, safe=',')}", data)


def _work(node: Any) -> Work:
    authors = (text(author, "name") for author in items(node, "authors") or [])
    return Work(
        text(node, "paperId"),
        bare_doi(text(node, "externalIds", "DOI")),
        text(node, "title") or "",
        tuple(name for name in authors if name),
        number(node, "year"),
        number(node, "citationCount"),
    )
