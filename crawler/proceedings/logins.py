"""Signs in to OpenReview, whose APIs refuse notes to the anonymous since 2026.

Environment: ``OPENREVIEW_USERNAME`` and ``OPENREVIEW_PASSWORD``, the names that OpenReview's own client uses. Without
them no request is made. They go to the APIs' own hosts and ports by https, and with nothing of a list of papers, whose
pages name what strangers chose. Neither they nor the token are logged or stored: signed requests pass the HTTP cache
by.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from yarl import URL

from reprosurvey.crawler.families.openreview import API_1, API_2
from reprosurvey.crawler.http.public_addresses import endpoint_of
from reprosurvey.crawler.logs import keep_secret

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

_APIS = {endpoint_of(URL(api)) for api in (API_1, API_2)}
_SIGNED, _LOGIN = "openreview_token", "openreview_login"
"""Keys of a request's meta: the token that it was signed with; that it is a login itself."""


class LoginError(IgnoreRequest):
    """A request that is not made because nobody is signed in."""


class OpenReviewLogin:
    """Gives each request of OpenReview's APIs a token, of one login a host, and of one more when it has expired."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.tokens: dict[str, str] = {}
        self.locks: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Sign it."""
        address = URL(request.url)
        if address.path == "/robots.txt" or _LOGIN in request.meta or not self._is_signed(address):
            return
        token = await self._token(request.url, address.raw_host or "")
        request.headers["Authorization"] = f"Bearer {token}"
        request.meta.update({_SIGNED: token, "dont_cache": True})

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Sign a request anew, once, whose token was refused."""
        if response.status != 401 or _SIGNED not in request.meta or "openreview_again" in request.meta:
            return response
        host = str(urlsplit(request.url).hostname)
        if self.tokens.get(host) == request.meta[_SIGNED]:
            del self.tokens[host]
        return request.replace(dont_filter=True, meta={**request.meta, "openreview_again": True})

    def _is_signed(self, address: URL) -> bool:
        of_list = getattr(self.crawler.spider, "list", None) is not None
        return not of_list and address.scheme == "https" and endpoint_of(address) in _APIS

    async def _token(self, url: str, host: str) -> str:
        async with self.locks[host]:
            if host not in self.tokens:
                self.tokens[host] = await self._login(url)
            return self.tokens[host]

    async def _login(self, url: str) -> str:
        user, password = (os.environ.get(f"OPENREVIEW_{name}") for name in ("USERNAME", "PASSWORD"))
        if not user or not password:
            raise LoginError(
                "OpenReview answers only who is signed in; set OPENREVIEW_USERNAME and OPENREVIEW_PASSWORD to those of "
                "an account of yours, and run again"
            )
        keep_secret(password)
        request = Request(
            urljoin(url, "/login"),
            method="POST",
            headers={"Content-Type": "application/json"},
            body=json.dumps({"id": user, "password": password}),
            meta={_LOGIN: True, "dont_cache": True, "dont_redirect": True},
        )
        assert self.crawler.engine is not None
        response = await self.crawler.engine.download_async(request)
        try:
            token = str(json.loads(response.body)["token"])
        except (ValueError, KeyError, TypeError, RecursionError):
            raise LoginError(
                f"OpenReview refused the login of OPENREVIEW_USERNAME (HTTP {response.status}); check both variables"
            ) from None
        keep_secret(token)
        return token
