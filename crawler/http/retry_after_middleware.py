"""Scrapy middleware: waits as long as a host asks, or skips the host for the rest of the crawl if that is too long.

A host says so by status 429 or 503 with ``Retry-After``; OpenReview by ``details.resetTime`` in the answer.
Setting: ``SURVEY_LONGEST_WAIT`` (seconds, 60).
"""

from __future__ import annotations

import asyncio
import json
import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.utils.httpobj import urlparse_cached

from reprosurvey.crawler.http.retry_after import bounded, parse_retry_after
from reprosurvey.crawler.store.parquet import now

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

logger = logging.getLogger(__name__)

BUSY = (429, 503)


class BusyHostError(IgnoreRequest):
    """A request that is not sent because its host asked for a longer back-off than the crawl waits."""


class RetryAfterMiddleware:
    """Sits between the retry middleware and the downloader, so that a retry follows the wait."""

    def __init__(self, crawler: Crawler, longest: int) -> None:
        self.crawler = crawler
        self.longest = timedelta(seconds=longest)
        self.until: dict[str, datetime] = {}
        """By host, the time until which it is sent nothing."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler, crawler.settings.getint("SURVEY_LONGEST_WAIT", 60))

    async def process_request(self, request: Request) -> None:
        """Refuse a request to a host that is backed off."""
        host = urlparse_cached(request).netloc
        if self.until.get(host, now()) > now():
            raise self._refusal(host)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Wait, or back off from the host for the rest of the crawl if the wait is too long."""
        wait = _requested_wait(response) if response.status in BUSY else None
        if wait is None:
            return response
        host = urlparse_cached(request).netloc
        logger.warning("%s: backed off for %.0f s, as it asks", host, wait.total_seconds())
        if wait <= self.longest:
            await asyncio.sleep(wait.total_seconds())
            return response
        self.until[host] = now() + wait
        raise self._refusal(host)

    def _refusal(self, host: str) -> BusyHostError:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("survey/requests_spared")
        logger.warning("%s: request skipped, backed off until %s", host, f"{self.until[host]:%Y-%m-%d %H:%M} UTC")
        return BusyHostError(
            f"{host} asks to be left alone until {self.until[host]:%Y-%m-%d %H:%M} UTC; run again then"
        )


def _requested_wait(response: Response) -> timedelta | None:
    """How long the host asks its clients to wait; None where it does not say."""
    header = response.headers.get("Retry-After") or b""
    if (seconds := parse_retry_after(header.decode("latin-1"))) is not None:
        return timedelta(seconds=seconds)
    try:
        reset = datetime.fromisoformat(json.loads(response.body)["details"]["resetTime"])
        left = reset.replace(tzinfo=reset.tzinfo or UTC) - now()
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None
    return timedelta(seconds=bounded(left.total_seconds()))
