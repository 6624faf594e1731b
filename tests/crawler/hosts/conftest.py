"""A survey that may ask hosts, and a site that stands in for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from reprosurvey.crawler.hosts.metadata_stage import ask_hosts
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import METADATA
from tests.web import Answer, Site

HOSTS = ("api.github.com", "github.com", "gitlab.com", "zenodo.org", "huggingface.co")
TOKENS = {"api.github.com": "secret"}

Ask = Callable[..., list[dict[str, object]]]


@pytest.fixture
def ask(store: Store, site: Site) -> Ask:
    """Ask about origins; every row that the store then has, by origin."""

    def run(
        origins: Iterable[str], *, tokens: dict[str, str] = TOKENS, ignore_schedule: bool = False
    ) -> list[dict[str, object]]:
        config = replace(site.config(*HOSTS), tokens=tokens)
        ask_hosts(store, config, origins, ignore_schedule=ignore_schedule, tell=silent)
        return store.read(METADATA).sort_by([("origin", "ascending"), ("asked_at", "ascending")]).to_pylist()

    return run


def answer(value: object, status: int = 200, **headers: str) -> Answer:
    """A JSON answer."""
    named = {name.replace("_", "-"): content for name, content in headers.items()}
    return Answer(status, json.dumps(value).encode(), "application/json", named)
