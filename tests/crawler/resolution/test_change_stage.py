"""A repository's history tells when its list was changed last."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.resolution.change_stage import ListAt, ask_changes
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import LIST_CHANGES
from tests.web import Answer, Site

PLACE = "github.com/lab/seg"
ORIGIN = f"https://{PLACE}"
DAY = 86_400
JUNE = datetime(2022, 6, 1, tzinfo=UTC)


@pytest.fixture
def head(site: Site) -> str:
    """A list that was changed on the first of June, and a program on the second."""
    june = int(JUNE.timestamp())
    first = site.repository(PLACE, {"requirements.txt": "numpy", "[a].txt": "x"}, time=june - DAY)
    second = site.repository(PLACE, {"requirements.txt": "scipy", "[a].txt": "x"}, parent=first, time=june)
    files = {"requirements.txt": "scipy", "[a].txt": "x", "main.py": "x"}
    return site.repository(PLACE, files, parent=second, time=june + DAY)


def ask(store: Store, site: Site, *lists: ListAt) -> list[dict[str, object]]:
    ask_changes(store, site.config("github.com"), lists, Counter(), silent)
    return store.read(LIST_CHANGES).sort_by("path").to_pylist()


def test_the_commit_that_changed_it_counts_and_not_the_head(store: Store, site: Site, head: str) -> None:
    (row,) = ask(store, site, ListAt(ORIGIN, head, "requirements.txt"))
    assert (row["outcome"], row["changed_at"], row["requests"], row["error"]) == ("found", JUNE, 2, None)


def test_a_path_is_no_pattern(store: Store, site: Site, head: str) -> None:
    rows = ask(store, site, ListAt(ORIGIN, head, "[a].txt"), ListAt(ORIGIN, head, "*.txt"))
    assert [row["outcome"] for row in rows] == ["not found", "found"]


def test_it_is_asked_once_and_again_where_it_failed(store: Store, site: Site, head: str) -> None:
    ask(store, site, ListAt(ORIGIN, head, "requirements.txt"))
    asked = len(site.asked)
    ask(store, site, ListAt(ORIGIN, head, "requirements.txt"))
    assert len(site.asked) == asked
    site.answer_git("github.com/lab/gone", Answer(404))
    for _ in range(2):
        rows = ask(store, site, ListAt("https://github.com/lab/gone", head, "requirements.txt"))
    assert Counter(row["outcome"] for row in rows) == {"found": 1, "failed": 2}
