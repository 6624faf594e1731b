"""The papers that the store knows, each as it was last read."""

from __future__ import annotations

from typing import Any

import pyarrow.compute as pc

from crawler.schemas import PAPERS
from crawler.store import Edition, Store


def latest_papers(store: Store, edition: Edition | None = None) -> list[dict[str, Any]]:
    """The newest row of each contribution, of one venue's year or of all, in the order of their keys."""
    where = None
    if edition is not None:
        where = (pc.field("venue") == edition[0]) & (pc.field("year") == edition[1])
    rows = store.read(PAPERS, where=where).sort_by("crawled_at").to_pylist()
    newest = {(r["venue"], r["year"], r["paper"]): r for r in rows}
    return [newest[key] for key in sorted(newest)]
