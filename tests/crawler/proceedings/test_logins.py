"""Which requests are made in the name of a person who is signed in to OpenReview."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request

from reprosurvey.crawler.proceedings.logins import OpenReviewLogin


def is_signed(url: str, *, of_list: bool = False) -> bool:
    crawler: Any = SimpleNamespace(spider=SimpleNamespace(list="papers.csv" if of_list else None))
    login = OpenReviewLogin(crawler)
    login.tokens = dict.fromkeys(("api.openreview.net", "api2.openreview.net"), "t")
    request = Request(url)
    asyncio.run(login.process_request(request))
    return "Authorization" in request.headers


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://api2.openreview.net/notes?x=1", True),
        ("https://api.openreview.net:443/pdf?id=a", True),
        ("http://api2.openreview.net/notes", False),
        ("https://api2.openreview.net:8443/notes", False),
        ("http://api2.openreview.net:443/notes", False),
        ("https://api2.openreview.net.a.example/notes", False),
        ("https://api2.openreview.net@a.example/notes", False),
        ("https://openreview.net/forum?id=a", False),
        ("https://api2.openreview.net/robots.txt", False),
    ],
)
def test_what_is_signed(url: str, expected: bool) -> None:
    assert is_signed(url) is expected
    assert not is_signed(url, of_list=True)
