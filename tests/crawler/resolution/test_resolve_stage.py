"""The stage asks what is due, once, and believes an index that has something."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.resolution.resolve_stage import RECHECK_AFTER, PackageList, resolve_all
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import RESOLUTIONS
from tests.package_index import HOST, PackageIndex
from tests.web import Answer


def ask(store: Store, index: PackageIndex, *lists: tuple[str, ...], limit: int | None = None) -> Counter[str]:
    counts: Counter[str] = Counter()
    config = replace(index.site.config(), package_index=index.address)
    asked = [PackageList(" ".join(requirements), requirements) for requirements in lists]
    resolve_all(store, config, asked, limit, counts, silent)
    return counts


def test_each_outcome_is_a_row(store: Store, index: PackageIndex) -> None:
    index.wheel("alpha", "1.0")
    assert ask(store, index, ("alpha",), ("alpha==2",)) == {"resolves": 1, "does not resolve": 1}
    yes, no = store.read(RESOLUTIONS).sort_by("list").to_pylist()
    assert (yes["python"], yes["packages"], yes["reason"], yes["obstacles"], yes["day"]) == ("3.14", 1, None, 0, None)
    assert (no["python"], no["reason"], no["culprits"], no["obstacles"]) == (None, "version gone", ["alpha==2"], 1)
    assert (yes["index"], yes["due_at"] - yes["asked_at"]) == (index.address, RECHECK_AFTER)


def test_only_what_is_due_is_asked_and_so_many_as_are_wanted(store: Store, index: PackageIndex) -> None:
    index.wheel("alpha", "1.0")
    lists = [("alpha",), ("alpha>=1",), ("alpha<2",)]
    assert ask(store, index, *lists, limit=2).total() == 2
    assert ask(store, index, *lists).total() == 1
    assert ask(store, index, *lists).total() == 0


def test_lists_share_the_pages_of_the_index(store: Store, index: PackageIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(store.path.parent)
    store = Store.open(Path(store.path.name))
    index.wheel("alpha", "1.0")
    ask(store, index, ("alpha",))
    asked = index.site.paths()
    ask(store, index, ("alpha<2",))
    assert index.site.paths() == asked


def test_what_failed_is_unknown_and_due_at_once(store: Store, index: PackageIndex) -> None:
    index.site.answer(f"/{HOST}/simple/alpha/", Answer(403))
    assert ask(store, index, ("alpha",)) == {"failed": 1}
    index.wheel("alpha", "1.0")
    assert ask(store, index, ("alpha",)) == {"resolves": 1}


def test_a_page_that_is_no_index_is_not_believed(store: Store, index: PackageIndex) -> None:
    index.site.answer(f"/{HOST}/simple/alpha/", Answer(200, b"<a href='/login'>Sign in</a>"))
    with pytest.raises(SurveyError, match="has no package of 1 lists: package_index must be"):
        ask(store, index, ("alpha",))
    assert store.read(RESOLUTIONS).num_rows == 0


def test_a_failure_lets_nothing_through_that_waits(store: Store, index: PackageIndex) -> None:
    index.site.answer(f"/{HOST}/simple/alpha/", Answer(200, b"<a href='/login'>Sign in</a>"))
    index.site.answer(f"/{HOST}/simple/beta/", Answer(403))
    with pytest.raises(SurveyError, match="has no package of 1 lists"):
        ask(store, index, ("alpha",), ("beta",))
    assert store.read(RESOLUTIONS)["outcome"].to_pylist() == ["failed"]


def test_an_index_that_does_not_answer_is_left(store: Store, index: PackageIndex) -> None:
    lists = [(f"package-{number}",) for number in range(9)]
    for (name,) in lists:
        index.site.answer(f"/{HOST}/simple/{name}/", Answer(403))
    with pytest.raises(SurveyError, match=r"does not answer: .*; the same command asks for the rest"):
        ask(store, index, *lists)


def test_a_list_is_asked_about_today_and_as_of_a_day(store: Store, index: PackageIndex) -> None:
    index.wheel("alpha", "1.0")
    index.wheel("alpha", "2.0", day="2023-01-01")
    day = datetime(2021, 1, 1, tzinfo=UTC)
    lists = [PackageList("a", ("alpha",), None), PackageList("a", ("alpha",), day)]
    config = replace(index.site.config(), package_index=index.address)
    for _ in range(2):
        resolve_all(store, config, lists, None, Counter(), silent)
    rows = {row["day"]: row["python"] for row in store.read(RESOLUTIONS).to_pylist()}
    assert rows == {None: "3.14", day: "3.9"}
    assert store.read(RESOLUTIONS).num_rows == 2
