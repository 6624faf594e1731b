"""Small stores whose answers are worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from reprosurvey.crawler.store.database import connect, set_variables
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.published.figures import Published
from reprosurvey.crawler.store.published.tables import add_published
from reprosurvey.crawler.store.queries import result
from reprosurvey.crawler.store.schemas import CANDIDATES, DOCUMENTS, PAPERS, REVIEWS, VERDICTS, VISITS

START = datetime(2022, 6, 1, tzinfo=UTC)
SIX = ("dependencies", "training", "evaluation", "model", "documentation", "licensing")


class SmallSurvey:
    """Writes the rows that a survey of a few papers leaves, day by day."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.create(folder)

    def paper(self, key: str, year: int = 2022, *, day: int = 0, kind: str = "paper", **columns: object) -> None:
        row = {"paper": key, "kind": kind, "title": key.title(), "authors": [], "declared": [], "crawled_at": at(day)}
        self.store.append(PAPERS, [row | columns], ("small", year))
        reading = {"paper": key, "outcome": "read", "extractor": 1, "crawled_at": at(day), "extracted_at": at(day)}
        self.store.append(DOCUMENTS, [reading], ("small", year))

    def verdict(self, key: str, criterion: str, outcome: str, year: int = 2022, *, day: int = 1, **columns: object):
        evidence = [{"place": "page 1", "quote": "our code is here", "line": None, "link": None}]
        row = {"paper": key, "criterion": criterion, "outcome": outcome, "evidence": evidence, "assessed_at": at(day)}
        self.store.append(VERDICTS, [row | columns], ("small", year))

    def repository(self, key: str, answers: Mapping[str, str], year: int = 2022, *, visit: str = "full") -> str:
        """An own repository with the answers to the six criteria; its origin."""
        origin = f"https://github.com/small/{key}"
        candidate = {"paper": key, "origin": origin, "kind": "repository", "address": origin.removeprefix("https://")}
        self.store.append(CANDIDATES, [candidate | {"rank": 1, "variant": 1, "nominated_at": at(0)}], ("small", year))
        self.verdict(key, "has_repository", "yes", year, origin=origin)
        for criterion, outcome in answers.items():
            self.verdict(key, criterion, outcome, year, origin=origin)
        self.visit(origin, visit)
        return origin

    def visit(self, origin: str, outcome: str, *, day: int = 1, **columns: object) -> None:
        head = "a" * 40 if outcome in ("full", "unchanged") else None
        row = {"origin": origin, "visited_at": at(day), "outcome": outcome, "head": head, "requests": 1}
        row |= {"directory": "d" * 40} if head else {}
        self.store.append(VISITS, [row | columns])

    def review(
        self, key: str, criterion: str, outcome: str, year: int = 2022, *, day: int = 5, **columns: object
    ) -> None:
        row = {"paper": key, "criterion": criterion, "outcome": outcome, "reviewer": "Jane", "role": "stands"}
        self.store.append(REVIEWS, [row | {"reviewed_at": at(day)} | columns], ("small", year))

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with connect(self.store) as database:
            return database.sql(query).fetchall()

    def rows(self, query: str) -> list[dict[str, object]]:
        with connect(self.store) as database:
            return database.sql(query).to_arrow_table().to_pylist()

    def statistic(
        self,
        name: str,
        *,
        published: Published | None = None,
        variables: Mapping[str, object] | None = None,
        **settings: Any,
    ) -> list[dict[str, object]]:
        """What a query yields, beside other published figures or with its variables set."""
        with connect(self.store, **settings) as database:
            set_variables(database, variables or {})
            if published is not None:
                add_published(database, [published])
            return result(database, name).to_arrow_table().to_pylist()


def at(day: int) -> datetime:
    return START + timedelta(days=day)


def answers(yes: str = "", outcome: str = "no") -> dict[str, str]:
    """The six answers: yes to those that ``yes`` names, else ``outcome``."""
    return {criterion: "yes" if criterion in yes.split() else outcome for criterion in SIX}


@pytest.fixture
def small(tmp_path: Path) -> SmallSurvey:
    return SmallSurvey(tmp_path / "survey")
