"""Scrapy's HTTP download handler, with the survey's mirrors behind it.

It is the crawl's last step towards the network, so that cache, robots.txt, throttling and statistics all see the
address that the page has on the web. Settings: ``[mirrors]`` of ``survey.toml``.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.http import Response

from reprosurvey.crawler.proceedings.survey import config_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class MirroringDownloadHandler(HTTP11DownloadHandler):
    """Fetches from a mirror where there is one; the response keeps the original address."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.mirrors = config_of(crawler.settings).mirrors

    async def download_request(self, request: Request) -> Response:
        """Download ``request`` from where its address is mirrored, and log the outcome."""
        started, outcome = monotonic(), ""
        try:
            response = await self._download(request)
            outcome = f"HTTP {response.status}"
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
            raise
        finally:
            tries = request.meta.get("retry_times", 0)
            again = f", attempt {tries + 1}" if tries else ""
            logger.info("%s %s%s: %s (%.2f s)", request.method, request.url, again, outcome, monotonic() - started)
        return response

    async def _download(self, request: Request) -> Response:
        if (address := self.mirrors.fetched_from(request.url)) == request.url:
            return await super().download_request(request)
        mirrored = request.replace(url=address)
        response = await super().download_request(mirrored)
        if "download_latency" in mirrored.meta:  # AutoThrottle reads it from the request that it knows
            request.meta["download_latency"] = mirrored.meta["download_latency"]
        if location := response.headers.get("Location"):
            target = urljoin(mirrored.url, location.decode("latin-1"))  # a mirror's relative address is its own
            response.headers["Location"] = self.mirrors.original(target)
        kept = {name: getattr(response, name) for name in Response.attributes}  # replace() would guess the encoding too
        return type(response)(**kept | {"url": request.url})
