"""Hosts are asked where a token is set, when it is due, and by their own token."""

from __future__ import annotations

from datetime import UTC, datetime

from reprosurvey.crawler.batch_stage import RECHECK_AFTER
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import METADATA
from tests.web import Site

from .conftest import Ask, answer

GITHUB, GITLAB = "https://github.com/ashgrove/trees", "https://gitlab.com/lab/trees"
GRAPHQL = "/api.github.com/graphql"


def test_without_a_token_nobody_is_asked(site: Site, ask: Ask) -> None:
    rows = ask([GITHUB, GITLAB, "https://zenodo.org/record/1", "https://huggingface.co/a/b"], tokens={})
    assert (rows, site.asked) == ([], [])


def test_a_token_is_for_its_own_host(site: Site, ask: Ask) -> None:
    site.answer(GRAPHQL, answer({"data": {"r0": {"databaseId": 1}}}))
    rows = ask([GITHUB, GITLAB], tokens={"api.github.com": "one", "zenodo.org": "two"})
    assert [row["origin"] for row in rows] == [GITHUB]
    assert [(a.path, a.headers.get("Authorization")) for a in site.asked] == [(GRAPHQL, "Bearer one")]


def test_each_host_gets_its_own_token(site: Site, ask: Ask) -> None:
    site.answer(GRAPHQL, answer({"data": {"r0": {"databaseId": 1}}}))
    ask([GITHUB, GITLAB], tokens={"api.github.com": "one", "gitlab.com": "two"})
    told = {(a.path.split("/")[1], a.headers.get("Authorization")) for a in site.asked}
    assert told == {("api.github.com", "Bearer one"), ("gitlab.com", "Bearer two")}


def test_an_origin_is_asked_about_again_when_it_is_due(store: Store, site: Site, ask: Ask) -> None:
    site.answer(GRAPHQL, answer({"data": {"r0": {"databaseId": 1}}}))
    assert len(ask([GITHUB])) == len(ask([GITHUB])) == 1
    assert len(ask([GITHUB], ignore_schedule=True)) == 2
    (due,) = {row["due_at"] - row["asked_at"] for row in ask([GITHUB])}
    assert due == RECHECK_AFTER
    past = datetime(2022, 1, 1, tzinfo=UTC)
    other = "https://github.com/ashgrove/other"
    store.append(METADATA, [{"origin": other, "asked_at": past, "outcome": "full", "due_at": past + RECHECK_AFTER}])
    assert [row["origin"] for row in ask([GITHUB, other])].count(other) == 2


def test_what_failed_is_due_at_once(site: Site, ask: Ask) -> None:
    site.answer(GRAPHQL, answer({"message": "no"}, 400), answer({"data": {"r0": {"databaseId": 1}}}))
    ask([GITHUB])
    assert [row["outcome"] for row in ask([GITHUB])] == ["failed", "full"]
