"""Asking the archive, against a mirror of it on loopback."""

from __future__ import annotations

import json

import pytest

from reprosurvey.crawler.archive.software_heritage import ask_known, ask_to_save, read_known, read_saved, save_address
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import ARCHIVE_ANSWERS, ARCHIVE_REQUESTS
from tests.web import DROPPED, Answer, Site

HOST = "archive.softwareheritage.org"
KNOWN = f"/{HOST}/api/1/known/"
SEG, GONE = "https://github.com/lab/seg", "https://github.com/lab/gone"


def swhid(number: int) -> str:
    return f"swh:1:rev:{number:040x}"


def told(value: object, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(value).encode(), "application/json", headers)


def known(*numbers: int, held: bool) -> Answer:
    return told({swhid(n): {"known": held} for n in numbers})


def save_path(origin: str) -> str:
    return "/" + save_address(origin).removeprefix("https://")


@pytest.fixture(autouse=True)
def _noted(waits: list[float]) -> None:
    """Nothing here is waited for."""


def held(store: Store) -> dict[str, bool]:
    return {row["swhid"]: row["held"] for row in store.read(ARCHIVE_ANSWERS).to_pylist()}


def saved(store: Store) -> list[tuple[str, str, str | None]]:
    return [(r["origin"], r["outcome"], r["note"]) for r in store.read(ARCHIVE_REQUESTS).to_pylist()]


def test_what_the_archive_tells_is_stored(store: Store, site: Site) -> None:
    site.answer(KNOWN, told({swhid(1): {"known": True}, swhid(2): {"known": False}}))
    assert ask_known(store, site.config(HOST), [swhid(1), swhid(2)]) is None
    assert held(store) == {swhid(1): True, swhid(2): False}
    assert site.asked[0].headers["Content-Type"] == "application/json"


def test_no_more_than_a_thousand_in_one_request(store: Store, site: Site) -> None:
    site.answer(KNOWN, known(*range(1000), held=True), known(*range(1000, 1001), held=True))
    assert ask_known(store, site.config(HOST), [swhid(n) for n in [*range(1001), 7]]) is None
    lengths = [int(asked.headers["Content-Length"]) for asked in site.asked]
    assert lengths == [len(json.dumps([swhid(n) for n in part])) for part in (range(1000), range(1000, 1001))]
    assert len(held(store)) == 1001


def test_nothing_to_ask_is_no_request(store: Store, site: Site) -> None:
    assert ask_known(store, site.config(HOST), []) is None
    assert site.asked == []


@pytest.mark.parametrize(
    "answer",
    [
        DROPPED,
        Answer(502),
        Answer(200, b"<html>", "text/html"),
        Answer(200, b"[" * 100_000, "application/json"),
        told([]),
        told({"exception": "BadInputExc", "reason": "no SWHID"}, 400),
    ],
)
def test_without_an_answer_nothing_is_known(store: Store, site: Site, answer: Answer) -> None:
    site.answer(KNOWN, answer)
    assert ask_known(store, site.config(HOST), [swhid(1)])
    assert held(store) == {}


def test_what_came_before_a_failure_stays(store: Store, site: Site) -> None:
    site.answer(KNOWN, known(*range(1000), held=False), Answer(500))
    assert ask_known(store, site.config(HOST), map(swhid, range(1500))) == "HTTP 500"
    assert len(held(store)) == 1000


def test_it_waits_when_told_to(store: Store, site: Site, waits: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reprosurvey.crawler.http.retry_after.time.time", lambda: 1_000_000.0)
    quota = {"X-RateLimit-Limit": "120", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1000090"}
    site.answer(KNOWN, told({"exception": "Throttled"}, 429, **quota), known(1, held=True))
    assert ask_known(store, site.config(HOST), [swhid(1)]) is None
    assert 85 < max(waits) < 100
    assert held(store) == {swhid(1): True}


def test_an_hour_is_not_waited_for(store: Store, site: Site) -> None:
    site.answer(KNOWN, Answer(429, headers={"Retry-After": "3600"}))
    failure = ask_known(store, site.config(HOST), [swhid(1)])
    assert failure is not None
    assert "asks for a rest" in failure
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", ["accepted", "rejected", "pending"])
def test_a_request_to_save_and_what_becomes_of_it(store: Store, site: Site, status: str) -> None:
    site.answer(save_path(SEG), told({"save_request_status": status, "note": None}))
    assert ask_to_save(store, site.config(HOST), [SEG]) is None
    assert saved(store) == [(SEG, status, None)]
    assert [(asked.method, asked.path) for asked in site.asked] == [("POST", save_path(SEG))]


def test_a_refused_address_is_rejected_and_the_next_is_asked_for(store: Store, site: Site) -> None:
    site.answer(save_path(GONE), told({"exception": "ForbiddenExc", "reason": "blacklisted"}, 403))
    site.answer(save_path(SEG), told({"save_request_status": "accepted", "note": "soon"}))
    assert ask_to_save(store, site.config(HOST), [GONE, SEG]) is None
    assert saved(store) == [(GONE, "rejected", "blacklisted"), (SEG, "accepted", "soon")]


def test_a_quota_that_ends_ends_the_requests(store: Store, site: Site) -> None:
    site.answer(save_path(SEG), Answer(429, headers={"Retry-After": "3000"}))
    assert ask_to_save(store, site.config(HOST), [SEG, GONE])
    assert (len(site.asked), saved(store)) == (1, [])


def test_only_what_is_said_is_read() -> None:
    body = json.dumps({"a": {"known": True}, "b": {"known": "yes"}, "c": None, "d": {"known": False}}).encode()
    assert read_known(200, body, ["a", "b", "c", "e"]) == {"a": True}


@pytest.mark.parametrize("body", [b"", b"[]", b'{"save_request_status": "lost"}', b"{}"])
def test_what_is_no_answer_to_a_request_to_save(body: bytes) -> None:
    with pytest.raises(ValueError, match="HTTP 200"):
        read_saved(200, body)
