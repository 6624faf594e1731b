"""Answers in the shapes that the services' documentation shows, of works that a test makes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from reprosurvey.crawler.citations.citation_stage import Source
from reprosurvey.crawler.citations.works import Work
from tests.web import Answer


def said(value: object, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(value).encode(), "application/json", headers)


@dataclass(frozen=True)
class Shape:
    """How one service answers."""

    host: str
    doi_path: str
    title_path: str
    works: Callable[[Sequence[Work | None]], Answer]
    """The answer for DOIs; None where it has no work."""
    nearest: Callable[[Sequence[Work]], Answer]
    """The answer for a title."""
    refusal: Answer
    """What it says to a key that is none."""
    key: tuple[str, str]
    """The header of the key `secret`."""


def _openalex(works: Sequence[Work | None]) -> Answer:
    results = [_openalex_work(work) for work in works if work is not None]
    return said({"meta": {"count": len(results), "page": 1, "per_page": 50}, "results": results, "group_by": []})


def _openalex_work(work: Work) -> Mapping[str, object]:
    authorships = [{"author_position": "first", "author": {"id": "A1", "display_name": n}} for n in work.authors]
    return {
        "id": work.id,
        "doi": work.doi and f"https://doi.org/{work.doi}",
        "title": work.title,
        "publication_year": work.year,
        "cited_by_count": work.citations,
        "authorships": authorships,
    }


def _graph_work(work: Work) -> Mapping[str, object]:
    return {
        "paperId": work.id,
        "externalIds": {"CorpusId": 7} | ({"DOI": work.doi.upper()} if work.doi else {}),
        "title": work.title,
        "year": work.year,
        "citationCount": work.citations,
        "authors": [{"authorId": "1", "name": name} for name in work.authors],
    }


def _graph_batch(works: Sequence[Work | None]) -> Answer:
    if not any(works):
        return said({"error": "No valid paper ids given"}, 400)
    return said([work and _graph_work(work) for work in works])


def _graph_match(works: Sequence[Work]) -> Answer:
    if not works:
        return said({"error": "Title match not found"}, 404)
    return said({"data": [_graph_work(works[0]) | {"matchScore": 131.8}]})


def _crossref(works: Sequence[Work | None]) -> Answer:
    items = [_crossref_work(work) for work in works if work is not None]
    message = {"facets": {}, "total-results": len(items), "items": items, "items-per-page": 50}
    return said({"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message})


def _crossref_work(work: Work) -> Mapping[str, object]:
    title, colon, subtitle = work.title.partition(": ")
    names = [name.rpartition(" ") for name in work.authors]
    return {
        "DOI": work.doi,
        "title": [title],
        **({"subtitle": [subtitle]} if colon else {}),
        "author": [{"given": given, "family": family, "sequence": "first"} for given, _, family in names],
        "issued": {"date-parts": [[work.year, 5]] if work.year else [[None]]},
        "is-referenced-by-count": work.citations,
    }


_ALEX, _GRAPH, _REF = "/api.openalex.org/works", "/api.semanticscholar.org/graph/v1/paper", "/api.crossref.org/v1/works"

SHAPES: Mapping[Source, Shape] = {
    Source.OPENALEX: Shape(
        "api.openalex.org",
        _ALEX,
        _ALEX,
        _openalex,
        _openalex,
        said({"error": "Invalid or missing API key", "message": "API key not found"}, 401),
        ("Authorization", "Bearer secret"),
    ),
    Source.SEMANTIC_SCHOLAR: Shape(
        "api.semanticscholar.org",
        f"{_GRAPH}/batch",
        f"{_GRAPH}/search/match",
        _graph_batch,
        _graph_match,
        said({"message": "Forbidden"}, 403),
        ("x-api-key", "secret"),
    ),
    Source.CROSSREF: Shape(
        "api.crossref.org",
        _REF,
        _REF,
        _crossref,
        _crossref,
        said({"status": "failed", "message": "Unauthorized"}, 401),
        ("Crossref-Plus-API-Token", "Bearer secret"),
    ),
}
