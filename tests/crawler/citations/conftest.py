"""A survey that asks for citations, and a site that stands in for the services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from reprosurvey.crawler.citations.citation_stage import Source, ask_citations
from reprosurvey.crawler.citations.works import Paper, Work
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import CITATIONS
from tests.web import Site

from .shapes import SHAPES

PAPER = Paper(("midl", 2021), "ashgrove21a", "Trees, in CT: a Study", ("Ada Ashgrove", "Bo Berg"), None)
WORK = Work("W1", "10.1234/trees", "Trees in CT: a study", ("A. Ashgrove", "B. Berg"), 2021, 17)

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture(params=Source)
def source(request: pytest.FixtureRequest) -> Source:
    """Each of the services."""
    return request.param


@pytest.fixture(autouse=True)
def _noted(waits: list[float]) -> None:
    """Nothing here is waited for."""


@pytest.fixture
def counts() -> Counter[str]:
    return Counter()


@pytest.fixture
def ask(store: Store, site: Site, counts: Counter[str]) -> Ask:
    """Ask a service about papers; every row that the store then has, in the order in which they were written."""

    def run(source: Source, *papers: Paper, key: str | None = None) -> list[dict[str, object]]:
        host = SHAPES[source].host
        config = replace(site.config(host), tokens={host: key, "github.com": "another"} if key else {})
        ask_citations(store, config, source, papers, counts, silent)
        return store.read(CITATIONS).sort_by("asked_at").to_pylist()

    return run
