"""Small surveys that were read and visited, and not yet assessed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, CANDIDATES, DOCUMENTS, PAPERS, SNAPSHOTS, TEXTS, VISITS

WHEN = datetime(2022, 6, 1, tzinfo=UTC)
EDITION = ("midl", 2022)
LOOP = "import torch\nloss.backward()\noptimizer.step()\n"


def origin_of(name: str) -> str:
    return f"https://github.com/lab/{name}"


def add_paper(
    store: Store,
    key: str,
    *repositories: str,
    title: str = "A net",
    text: str = "We trained on ADNI.",
    **candidate: Any,
) -> None:
    """A paper that was read, with addresses of its own."""
    paper = {"paper": key, "kind": "paper", "title": title, "authors": [], "abstract": "We do.", "crawled_at": WHEN}
    read = {"paper": key, "outcome": "read", "pages": 1, "extractor": 2, "crawled_at": WHEN, "extracted_at": WHEN}
    store.append(PAPERS, [paper | {"landing_url": "", "declared": []}], EDITION)
    store.append(DOCUMENTS, [read], EDITION)
    store.append(TEXTS, [{"paper": key, "extracted_at": WHEN, "page": 1, "text": text}], EDITION)
    candidates = [
        {
            "paper": key, "origin": origin_of(name), "kind": "repository", "address": f"github.com/lab/{name}",
            "subpath": "", "rank": rank, "score": 5.0, "variant": 1, "reasons": [], "page": 1, "sentence": "Our code.",
            "rule": "1", "nominated_at": WHEN,
        } | candidate
        for rank, name in enumerate(repositories, 1)
    ]  # fmt: skip
    store.append(CANDIDATES, candidates, EDITION)


def add_repository(store: Store, name: str, files: dict[str, str]) -> None:
    """A visited repository with these texts."""
    origin, head = origin_of(name), name[0] * 40
    visit = {"origin": origin, "visited_at": WHEN, "outcome": "full", "head": head, "branch": "main", "requests": 1}
    tree = [
        {"origin": origin, "head": head, "path": path, "mode": "100644", "size": len(text), "blob": text, "kept": True}
        for path, text in files.items()
    ]
    store.append(VISITS, [visit])
    store.append(SNAPSHOTS, tree)
    store.append(BLOBS, [{"origin": origin, "blob": text, "text": text} for text in files.values()])


def verdicts(store: Store, criterion: str) -> dict[str, str]:
    with connect(store) as database:
        found = database.sql("select paper, outcome from verdicts where criterion = $1", params=[criterion])
        return dict(found.fetchall())
