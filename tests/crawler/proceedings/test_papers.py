from __future__ import annotations

from datetime import UTC, datetime

from reprosurvey.crawler.proceedings.papers import latest_papers
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import PAPERS

MIDL, OTHER = ("midl", 2022), ("other", 2022)


def add(store: Store, edition: Edition, key: str, year: int, title: str) -> None:
    row = {"paper": key, "title": title, "crawled_at": datetime(year, 1, 1, tzinfo=UTC)}
    store.append(PAPERS, [row], edition)


def test_each_paper_is_as_it_was_last_read(store: Store) -> None:
    add(store, MIDL, "b", 2024, "newest")
    add(store, MIDL, "b", 2022, "oldest, though written later")
    add(store, MIDL, "a", 2023, "first by its key")
    add(store, OTHER, "a", 2023, "the same key of another venue")
    assert [(row["venue"], row["paper"], row["title"]) for row in latest_papers(store)] == [
        ("midl", "a", "first by its key"),
        ("midl", "b", "newest"),
        ("other", "a", "the same key of another venue"),
    ]
    assert [row["title"] for row in latest_papers(store, OTHER)] == ["the same key of another venue"]
    assert latest_papers(store, ("midl", 2021)) == []


def test_a_new_survey_has_no_papers(store: Store) -> None:
    assert latest_papers(store) == []
