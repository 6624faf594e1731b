"""An index on loopback is asked for what is due, and believed where it knows anything."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reprosurvey.crawler.batch_stage import RECHECK_AFTER
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import SurveyError, UsageError
from reprosurvey.crawler.http.failures import FAILURE_LIMIT
from reprosurvey.crawler.package_index.index_stage import ask_index
from reprosurvey.crawler.package_index.indexes import index_of
from reprosurvey.crawler.package_index.simple import ACCEPT, JSON
from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import INDEX_ANSWERS
from tests.web import Answer, Site

HOST = "index.example"
INDEX = f"https://{HOST}/simple"
NONE = Answer(404)

Ask = Callable[..., list[dict[str, object]]]


def path(package: str) -> str:
    return f"/{HOST}/simple/{package}/"


def told(*versions: str) -> Answer:
    files = [{"filename": f"x-{version}.tar.gz", "yanked": False} for version in versions]
    return Answer(200, json.dumps({"meta": {"api-version": "1.0"}, "name": "x", "files": files}).encode(), JSON)


HTML = Answer(200, b'<a href="x-1.5.0.tar.gz" data-yanked>x-1.5.0.tar.gz</a>', "text/html; charset=UTF-8")


@pytest.fixture(autouse=True)
def _noted(waits: list[float]) -> None:
    """Nothing here is waited for."""


@pytest.fixture
def counts() -> Counter[str]:
    return Counter()


@pytest.fixture
def ask(store: Store, site: Site, counts: Counter[str]) -> Ask:
    """Ask the index about packages; every row that the store then has, in the order in which they were written."""

    def run(*packages: str, address: str = INDEX) -> list[dict[str, object]]:
        config = replace(site.config(HOST), package_index=address)
        ask_index(store, config, index_of(config), packages, counts, silent)
        return store.read(INDEX_ANSWERS).sort_by("asked_at").to_pylist()

    return run


def test_what_an_index_has_is_stored_in_either_form(site: Site, ask: Ask, counts: Counter[str]) -> None:
    site.answer(path("torch"), told("1.4.0", "1.10"))
    site.answer(path("old-trees"), HTML)
    site.answer(path("gone"), NONE)
    rows = {row["package"]: row for row in ask("gone", "old-trees", "torch")}
    assert [(row["outcome"], row["versions"], row["yanked"]) for row in rows.values()] == [
        ("not found", None, None),
        ("found", ["1.5"], ["1.5"]),
        ("found", ["1.10", "1.4"], []),
    ]
    assert rows["torch"]["due_at"] - rows["torch"]["asked_at"] == RECHECK_AFTER
    assert rows["torch"]["index"] == INDEX
    assert site.asked[0].headers["Accept"] == ACCEPT
    assert counts == {"found": 2, "not found": 1}


def test_only_what_is_due_is_asked(store: Store, site: Site, ask: Ask) -> None:
    site.answer(path("torch"), told("1.4"))
    site.answer(path("numpy"), told("1.4"))
    past = datetime(2022, 1, 1, tzinfo=UTC)
    old = {"package": "numpy", "index": INDEX, "outcome": "found", "asked_at": past, "due_at": past + RECHECK_AFTER}
    store.append(INDEX_ANSWERS, [old])
    ask("torch", address=f"{INDEX}/")
    assert Counter(row["package"] for row in ask("torch", "numpy")) == {"torch": 1, "numpy": 2}
    assert len(site.asked) == 2


def test_another_index_has_its_own_answers(site: Site, ask: Ask) -> None:
    site.answer(path("torch"), told("1.4"))
    site.answer(f"/{HOST}/other/torch/", told("1.5"))
    ask("torch")
    assert [row["versions"] for row in ask("torch", address=f"https://{HOST}/other/")] == [["1.4"], ["1.5"]]


def test_what_failed_is_unknown_and_due_at_once(site: Site, ask: Ask) -> None:
    site.answer(path("torch"), *[Answer(503)] * 3, told("1.4"))
    site.answer(path("numpy"), Answer(200, b"<a href='/login'>Sign in</a>"))
    assert [row["outcome"] for row in ask("torch", "numpy")] == ["failed", "failed"]
    last = ask("torch")[-1]
    assert (last["package"], last["outcome"]) == ("torch", "found")


def test_an_address_below_which_nothing_stands_is_no_index(site: Site, ask: Ask) -> None:
    site.answer(path("torch"), NONE)
    site.answer(path("numpy"), NONE)
    with pytest.raises(SurveyError, match=r"index\.example/simple has none of 2 packages: package_index must be"):
        ask("torch", "numpy")
    site.answer(path("numpy"), told("1.4"))
    assert [row["outcome"] for row in ask("torch", "numpy")] == ["not found", "found"]
    site.answer(path("gone"), NONE)
    assert [row["outcome"] for row in ask("gone")] == ["not found", "found", "not found"]


def test_redirects_are_followed_on_the_same_host(site: Site, ask: Ask, counts: Counter[str]) -> None:
    site.answer(path("torch"), Answer(301, headers={"Location": "/index.example/files/torch/"}))
    site.answer(f"/{HOST}/files/torch/", told("1.4"))
    site.answer(path("numpy"), Answer(302, headers={"Location": "https://elsewhere.example/numpy/"}))
    site.answer(path("round"), Answer(302, headers={"Location": path("round")}))
    rows = ask("torch", "numpy", "round")
    assert [row["outcome"] for row in rows] == ["found", "failed", "failed"]
    assert rows[1]["error"] == "leads to https://elsewhere.example/numpy/"


def test_a_password_goes_to_the_index_and_nowhere_else(store: Store, site: Site, ask: Ask) -> None:
    site.answer(path("torch"), told("1.4"))
    (row,) = ask("torch", address=f"https://me:secret@{HOST}/simple")
    assert site.asked[0].headers["Authorization"] == f"Basic {base64.b64encode(b'me:secret').decode()}"
    assert row["index"] == INDEX
    assert "secret" not in repr(Config(package_index=f"https://me:secret@{HOST}/simple"))


def test_an_index_may_stand_in_the_own_network(store: Store, site: Site, counts: Counter[str]) -> None:
    site.answer(path("torch"), told("1.4"))
    local = replace(site.config(), package_index=f"{site.base[0]}{HOST}/simple".replace("127.0.0.1", "localhost"))
    ask_index(store, local, index_of(local), ["torch"], counts, silent)
    assert counts == {"found": 1}


def test_an_index_that_refuses_ends_the_run(site: Site, ask: Ask) -> None:
    site.answer(path("torch"), Answer(401))
    with pytest.raises(SurveyError, match=r"index\.example/simple refuses: HTTP 401; its address"):
        ask("torch", "numpy")
    assert len(site.asked) == 1


def test_an_index_that_is_silent_is_left_with_what_it_told(store: Store, site: Site, ask: Ask) -> None:
    site.answer(path("torch"), told("1.4"))
    site.answer(path("bad"), Answer(400))
    packages = ["torch", *["bad"] * 9]
    with pytest.raises(SurveyError, match="does not answer: HTTP 400; the same command asks for the rest"):
        ask(*packages)
    assert [row["outcome"] for row in store.read(INDEX_ANSWERS).to_pylist()] == ["found", *["failed"] * FAILURE_LIMIT]


def test_one_that_asks_for_a_long_rest_too(site: Site, ask: Ask) -> None:
    site.answer(path("torch"), Answer(429, headers={"Retry-After": "7200"}))
    with pytest.raises(SurveyError, match="rest of 7"):
        ask("torch", "numpy", "scipy")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("address", "said"),
    [(None, "no package index to ask: set"), ("file:///simple", "must be an http"), ("https://[", "must be an http")],
)
def test_without_an_index_on_the_web_nothing_is_asked(address: str | None, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        index_of(replace(Config(), package_index=address))
