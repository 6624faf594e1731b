"""How hosts are asked: how often, how long they are left alone, and what they are told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import aiohttp
import pytest

from reprosurvey.crawler.config import Config, Limits
from reprosurvey.crawler.http import client as client_module
from reprosurvey.crawler.http.client import Client, TransientHTTPError, open_client
from reprosurvey.crawler.http.json import AnswerError
from reprosurvey.crawler.http.rate_limit import JITTER, BackoffError, RateLimiter
from reprosurvey.crawler.http.redirects import ask_on_host
from reprosurvey.crawler.http.retry_after import DEFAULT_BACKOFF, LONGEST_BACKOFF, requested_backoff
from reprosurvey.crawler.mirrors import Mirrors
from tests.web import DROPPED, SILENT, Answer, Site

PATH = "/github.com/a"
URL = "https://github.com/a"


async def status_of(answer: aiohttp.ClientResponse) -> int:
    return answer.status


def with_client(config: Config, block: Callable[[Client], Awaitable[object]]) -> object:
    async def run() -> object:
        async with open_client(config) as client:
            return await block(client)

    return asyncio.run(run())


def ask(site: Site, url: str = URL, **limits: int) -> object:
    return with_client(site.config("github.com", "lab.example", **limits), lambda client: client.ask(url, status_of))


def test_a_host_is_left_alone_as_long_as_it_asks(site: Site, waits: list[float]) -> None:
    site.answer(PATH, Answer(429, headers={"Retry-After": "7"}), Answer(503, headers={"Retry-After": "0"}), Answer(404))
    assert ask(site) == 404
    assert len(site.asked) == 3
    assert 6 < waits[0] <= 7 * (1 + JITTER)


def test_a_host_that_asks_for_more_than_a_run_waits_is_left(site: Site, waits: list[float]) -> None:
    site.answer(
        PATH, Answer(403, headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(time.time() + 3600)[:10]})
    )
    with pytest.raises(BackoffError, match=r"github\.com asks for a rest of 3\d\d\d s"):
        ask(site)
    assert (len(site.asked), waits) == (1, [])


def test_others_go_on_while_a_host_rests(site: Site) -> None:
    site.answer(PATH, Answer(429, headers={"Retry-After": "3600"}))

    async def block(client: Client) -> list[object]:
        urls = [URL, "https://lab.example/b", URL]
        return [await _outcome(client.ask(url, status_of)) for url in urls]

    config = site.config("github.com", "lab.example")
    assert with_client(config, block) == [BackoffError, 404, BackoffError]
    assert site.paths() == [PATH, "/lab.example/b"]


async def _outcome(asked: Awaitable[int]) -> object:
    try:
        return await asked
    except Exception as error:
        return type(error)


def test_after_the_last_attempt_its_error_is_raised(site: Site, waits: list[float]) -> None:
    site.answer(PATH, Answer(500), Answer(502))
    with pytest.raises(TransientHTTPError, match="HTTP 502"):
        ask(site, attempts=2)
    assert len(site.asked) == 2


@pytest.mark.parametrize("answer", [DROPPED, Answer(500)])
def test_otherwise_waits_grow_at_most_to_the_longest(site: Site, waits: list[float], answer: Answer) -> None:
    site.answer(PATH, answer)
    with pytest.raises((aiohttp.ClientError, TransientHTTPError)):
        ask(site, attempts=12)
    assert len(site.asked) >= 12
    assert all(0 < wait <= 30 for wait in waits)


def test_what_will_not_pass_is_tried_once(site: Site, waits: list[float]) -> None:
    with pytest.raises(ValueError, match="local address"):
        with_client(Config(), lambda client: client.ask(site.base[0].replace("127.0.0.1", "localhost"), status_of))
    assert (site.asked, waits) == ([], [])


def test_a_host_gets_no_more_requests_at_once_than_it_may(site: Site) -> None:
    under_way = most = 0

    def begin() -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)

    async def end(answer: aiohttp.ClientResponse) -> None:
        nonlocal under_way
        under_way -= 1

    async def block(client: Client) -> None:
        await asyncio.gather(*(client.ask(URL, end, count=begin) for _ in range(9)))

    with_client(site.config("github.com", host_requests=3), block)
    assert (len(site.asked), most, under_way) == (9, 3, 0)


def test_a_token_goes_to_its_own_host_only_and_one_at_a_time(site: Site) -> None:
    site.answer(PATH, Answer(302, headers={"Location": "/lab.example/b"}))
    config = replace(site.config("github.com", "lab.example"), tokens={"github.com": "secret"})

    async def block(client: Client) -> None:
        await asyncio.gather(
            *(client.ask(url, status_of, with_token=True) for url in (URL, URL, "https://lab.example/b"))
        )

    with_client(config, block)
    sent = [(asked.path, asked.headers.get("Authorization")) for asked in site.asked]
    assert sorted(sent, key=str) == [(PATH, "Bearer secret")] * 2 + [("/lab.example/b", None)]


def test_what_everybody_may_see_is_asked_for_without_the_token(site: Site) -> None:
    config = replace(site.config("github.com"), tokens={"github.com": "secret"})
    with_client(config, lambda client: client.ask(URL, status_of))
    assert [asked.headers.get("Authorization") for asked in site.asked] == [None]


@pytest.mark.parametrize("url", ["http://github.com/a", "https://github.com:8443/a", "http://github.com:443/a"])
def test_a_token_goes_by_https_to_the_usual_port_only(site: Site, url: str) -> None:
    mirrors = {url.removesuffix("a"): f"{site.base[0]}github.com/"}
    config = replace(site.config(), tokens={"github.com": "secret"}, mirrors=Mirrors(mirrors))
    with_client(config, lambda client: client.ask(url, status_of, with_token=True))
    assert [asked.headers.get("Authorization") for asked in site.asked] == [None]


@pytest.mark.parametrize(
    "location", ["http://github.com/b", "https://github.com:8443/b", "https://lab.example/b", "/b"]
)
def test_a_redirect_takes_no_token_to_another_scheme_host_or_port(site: Site, location: str) -> None:
    site.answer(PATH, Answer(302, headers={"Location": location if "//" in location else "/github.com/b"}))
    mirrors = site.mirrors("github.com", "lab.example") | {"https://github.com:8443/": f"{site.base[0]}port/"}
    mirrors["http://github.com/"] = f"{site.base[0]}http/"
    config = replace(site.config(), tokens={"github.com": "secret"}, mirrors=Mirrors(mirrors))

    async def block(client: Client) -> str:
        try:
            return str(await ask_on_host(client, URL, status_of, with_token=True))
        except AnswerError as error:
            return str(error)

    told = with_client(config, block)
    sent = [(asked.path, asked.headers.get("Authorization")) for asked in site.asked]
    assert sent[0] == (PATH, "Bearer secret")
    if location == "/b":
        assert (told, sent[1:]) == ("404", [("/github.com/b", "Bearer secret")])
    else:
        assert (told, sent[1:]) == (f"leads to {location}", [])


def test_a_request_that_stalls_gives_its_place_to_others(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "STALL_SECONDS", 0.01)
    site.answer(PATH, SILENT)
    stalled: list[str] = []

    async def block(client: Client) -> object:
        begun = asyncio.Event()
        ask = client.ask(URL, status_of, count=begun.set, stalled=lambda: stalled.append(URL))
        slow = asyncio.create_task(ask)
        await begun.wait()
        found = await client.ask("https://lab.example/b", status_of)
        slow.cancel()
        return found

    assert with_client(site.config("github.com", "lab.example", requests=1), block) == 404
    assert stalled == [URL]


def test_a_status_that_the_reader_takes_is_not_asked_again(site: Site, waits: list[float]) -> None:
    site.answer(PATH, Answer(502), Answer(500), Answer(404))
    config = site.config("github.com")
    assert with_client(config, lambda client: client.ask(URL, status_of, takes=(502,))) == 502
    assert with_client(config, lambda client: client.ask(URL, status_of, takes=(502,))) == 404


def test_one_request_at_a_time_where_a_token_is_used() -> None:
    async def run() -> int:
        rate_limiter = RateLimiter(Limits(host_rate=1000), alone=["api.github.com"])
        inside = most = 0

        async def one() -> None:
            nonlocal inside, most
            async with rate_limiter.acquire("api.github.com"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(one() for _ in range(5)))
        return most

    assert asyncio.run(run()) == 1


def test_requests_to_one_host_keep_their_distance(waits: list[float]) -> None:
    async def run() -> None:
        rate_limiter = RateLimiter(Limits(host_rate=10))
        for host in ("a", "a", "a", "b"):
            async with rate_limiter.acquire(host):
                pass

    asyncio.run(run())
    assert len(waits) == 2
    assert all(0 < wait <= 0.2 for wait in waits)


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"Retry-After": "7"}, 7), (429, {"Retry-After": " 7 "}, 7), (429, {"Retry-After": "0"}, 0),
        (429, {"Retry-After": "-5"}, DEFAULT_BACKOFF), (429, {"Retry-After": "soon"}, DEFAULT_BACKOFF),
        (429, {"Retry-After": "²"}, DEFAULT_BACKOFF),
        (429, {}, DEFAULT_BACKOFF), (429, {"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        (429, {"Retry-After": "Wed, 99 Oct 2015 07:28:00 GMT"}, DEFAULT_BACKOFF),
        (403, {"Retry-After": "60"}, 60), (403, {}, None), (503, {"Retry-After": "1"}, 1), (503, {}, None),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "5"}, 0),
        (403, {"x-ratelimit-remaining": "0"}, DEFAULT_BACKOFF),
        (429, {"Retry-After": "9" * 5000}, LONGEST_BACKOFF),
        (429, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 -2359"}, LONGEST_BACKOFF),
        (429, {"Retry-After": "Fri, 31 Dec 99999999999 23:59:59 GMT"}, DEFAULT_BACKOFF),
        (429, {"Retry-After": "Mon, 01 Jan 0001 00:00:00 +2359"}, 0),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 400}, LONGEST_BACKOFF),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "9" * 5000}, LONGEST_BACKOFF),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "٣"}, DEFAULT_BACKOFF),
        (403, {"x-ratelimit-remaining": "9"}, None), (500, {}, None), (200, {"x-ratelimit-remaining": "0"}, None),
    ],
)  # fmt: skip
def test_how_long_a_host_asks_to_rest(status: int, headers: dict[str, str], seconds: float | None) -> None:
    assert requested_backoff(status, headers) == seconds


def test_a_host_may_ask_to_rest_until_a_date() -> None:
    then = datetime.now(UTC) + timedelta(hours=1)
    for written in (format_datetime(then, usegmt=True), format_datetime(then.replace(tzinfo=None))):
        asked = requested_backoff(429, {"Retry-After": written})
        assert asked is not None
        assert 3500 < asked <= 3600
