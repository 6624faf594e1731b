"""Scrapy's HTTP download handler, with the survey's mirrors behind it.

It is the crawl's last step towards the network, so that cache, robots.txt, throttling and statistics all see the
address that the page has on the web, and that whatever asks, a redirect or robots.txt too, is kept from local
addresses. Settings: ``[mirrors]`` of ``survey.toml``.
"""

from __future__ import annotations

import logging
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError
from scrapy.http import Response
from scrapy.utils.defer import deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from twisted.internet.threads import deferToThread
from yarl import URL

from reprosurvey.crawler.http.public_addresses import LocalAddressError, TrustedPlaces, endpoint_of, require_public
from reprosurvey.crawler.proceedings.response_limits import TooLargeError
from reprosurvey.crawler.proceedings.survey import config_of

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class MirroringDownloadHandler(HTTP11DownloadHandler):
    """Fetches from a mirror where there is one, else from public hosts; the response keeps the original address."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.mirrors = config_of(crawler.settings).mirrors
        self.trusted = TrustedPlaces(self.mirrors.prefixes.values())

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
            return await self._fetch(request)
        mirrored = request.replace(url=address)
        response = await self._fetch(mirrored)
        if "download_latency" in mirrored.meta:  # AutoThrottle reads it from the request that it knows
            request.meta["download_latency"] = mirrored.meta["download_latency"]
        if location := response.headers.get("Location"):
            target = urljoin(mirrored.url, location.decode("latin-1"))  # a mirror's relative address is its own
            response.headers["Location"] = self.mirrors.original(target)
        kept = {name: getattr(response, name) for name in Response.attributes}  # replace() would guess the encoding too
        return type(response)(**kept | {"url": request.url})

    async def _fetch(self, request: Request) -> Response:
        """Ask the network; whether the host is public is asked by the resolver (``resolver.py``), as Twisted connects.

        Raises:
            LocalAddressError: It is not, or a mirror's local host is asked for what does not stand below the mirror.
            TooLargeError: The answer has more bytes than the request takes.
        """
        from twisted.internet import reactor

        host, port = endpoint_of(URL(request.url))
        if self.trusted.share(host, port) and not self.trusted.have(request.url):
            await deferred_to_future(deferToThread(require_public, host, port))
        try:
            return await super().download_request(request)
        except DownloadCancelledError as error:
            raise TooLargeError("larger than what is read of an answer of its kind") from error
        except CannotResolveHostError:
            written = urlparse_cached(request).hostname or ""
            if written in getattr(reactor.nameResolver, "refused", ()):
                raise LocalAddressError(written) from None
            raise
