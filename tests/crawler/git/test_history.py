"""A repository as it stood on a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.repositories import git
from tests.web import Answer, Site

PLACE = "github.com/lab/seg"
SEG = f"https://{PLACE}"
DAY = 86_400
JUNE = datetime(2022, 6, 1, tzinfo=UTC)


@pytest.fixture
def heads(site: Site) -> dict[str, str]:
    """A repository with a commit before and one after the first of June."""
    june = int(JUNE.timestamp())
    may = site.repository(PLACE, {"README.md": "x", "train.py": "1"}, time=june - DAY)
    july = site.repository(PLACE, {"README.md": "x", "train.py": "2"}, parent=may, time=june + 30 * DAY)
    return {"may": may, "july": july}


def look(store: Store, site: Site, day: datetime | None, *origins: str) -> dict[str, int]:
    return dict(visit_all(store, site.config("github.com"), [[o] for o in origins or (SEG,)], as_of=day, tell=silent))


def test_the_commit_of_that_day_is_taken(store: Store, site: Site, heads: dict[str, str]) -> None:
    assert look(store, site, JUNE) == {"full": 1}
    (row,) = store.read(VISITS).to_pylist()
    assert (row["as_of"], row["head"], row["requests"], row["due_at"]) == (JUNE, heads["may"], 3, None)
    assert {row["head"] for row in store.read(SNAPSHOTS).to_pylist()} == {heads["may"]}


def test_the_present_is_kept_apart_and_a_tree_is_stored_once(store: Store, site: Site, heads: dict[str, str]) -> None:
    assert look(store, site, None) == {"full": 1}
    assert look(store, site, JUNE) == {"full": 1}
    assert look(store, site, datetime(2022, 12, 1, tzinfo=UTC)) == {"full": 1}
    assert look(store, site, None) == {}
    rows = store.read(SNAPSHOTS).to_pylist()
    assert sorted((row["head"], row["path"]) for row in rows) == sorted(
        (head, path) for head in heads.values() for path in ("README.md", "train.py")
    )


def test_a_day_is_looked_at_once(store: Store, site: Site, heads: dict[str, str]) -> None:
    look(store, site, JUNE)
    asked = len(site.asked)
    assert look(store, site, JUNE) == {}
    assert len(site.asked) == asked


def test_a_repository_that_is_younger_is_not_yet(store: Store, site: Site, heads: dict[str, str]) -> None:
    assert look(store, site, datetime(2020, 1, 1, tzinfo=UTC)) == {"not yet": 1}
    (row,) = store.read(VISITS).to_pylist()
    assert (row["head"], row["error"]) == (None, None)


def test_what_a_side_branch_brought_counts_from_its_merge(store: Store, site: Site, heads: dict[str, str]) -> None:
    folder = site.folder(PLACE)
    tree = git(folder, "rev-parse", f"{heads['july']}^{{tree}}").strip()
    june = int(JUNE.timestamp())
    side = git(folder, "hash-object", "-t", "commit", "-w", "--stdin",
               given=f"tree {tree}\nparent {heads['may']}\nauthor A <a@b> {june - 3600} +0000\n"
                     f"committer A <a@b> {june - 3600} +0000\n\nside\n".encode()).strip()  # fmt: skip
    merge = git(folder, "hash-object", "-t", "commit", "-w", "--stdin",
                given=f"tree {tree}\nparent {heads['july']}\nparent {side}\nauthor A <a@b> {june + 40 * DAY} +0000\n"
                      f"committer A <a@b> {june + 40 * DAY} +0000\n\nmerge\n".encode()).strip()  # fmt: skip
    git(folder, "update-ref", "refs/heads/main", merge)
    assert look(store, site, JUNE) == {"full": 1}
    assert store.read(VISITS)["head"].to_pylist() == [heads["may"]]


def test_what_fails_is_asked_again(store: Store, site: Site, heads: dict[str, str]) -> None:
    site.answer_git(PLACE, Answer(400))
    assert look(store, site, JUNE) == {"failed": 1}
    site.answers.clear()
    assert look(store, site, JUNE) == {"full": 1}
