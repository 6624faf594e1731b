"""Each contribution's PDF, by Scrapy's FilesPipeline.

Setting: ``FILES_EXPIRES`` (days after which a PDF is asked for again, on condition that it changed).
"""

from __future__ import annotations

import hashlib
import logging
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FilesPipeline
from scrapy.pipelines.media import FileException
from scrapy.utils.defer import deferred_to_future
from twisted.internet.threads import deferToThread

from reprosurvey.crawler.http.retry_after_middleware import BusyHostError
from reprosurvey.crawler.proceedings.items import PaperItem
from reprosurvey.crawler.proceedings.logins import LoginError
from reprosurvey.crawler.proceedings.response_limits import OF_PDF, TooLargeError, is_pdf
from reprosurvey.crawler.proceedings.survey import store_of
from reprosurvey.crawler.store.folder import Folder

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.pipelines.media import FileInfo, MediaPipeline

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60
"""Seconds."""


class PdfPipeline(FilesPipeline):
    """Fetches a contribution's PDF and notes why where it cannot. A file that is there is never written over."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy. Files stand where the later stages look for them, whatever ``FILES_STORE`` says."""
        survey = store_of(crawler.settings)
        pipeline = cls(str(survey.files), crawler=crawler)
        pipeline.files, pipeline.storage = survey.files, survey.storage
        return pipeline

    files: Path
    storage: Folder

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """Fetch the PDF, of what was withdrawn nothing; an error costs the paper its PDF and no more."""
        if not isinstance(item, PaperItem):
            return item
        try:
            return await super().process_item(item)
        except Exception as error:  # its address may be none, the disk full
            logger.exception("%s: no PDF", item.contribution.pdf_url)
            self.inc_stats(type(error).__name__)
            item.pdf_error = f"{type(error).__name__}: {error}"
            return item

    def get_media_requests(self, item: PaperItem, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """One request where the contribution has a PDF; kept as a file, so not also in the HTTP cache."""
        url = item.contribution.pdf_url
        if not url:
            return []
        request = Request(url, callback=NO_CALLBACK, meta={"dont_cache": True, **OF_PDF})
        if (age := self._age(item)) is not None:
            request.headers["If-Modified-Since"] = formatdate(time() - age, usegmt=True)
        return [request]

    def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> Any:
        """The file of this address that the store has, where it is young enough."""
        age = self._age(item)
        if age is None or age > self.expires * DAY:
            return None
        self.inc_stats("uptodate")
        logger.info("%s: skipped, asked for %.0f days ago", request.url, age / DAY)
        return self._known(item)

    async def media_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> FileInfo:
        """Refuse what is no PDF before it is stored; what did not change is the file of before."""
        if response.status == 304 and self._age(item) is not None:
            known = self._known(item)
            self.storage.confirm(self.files / known["path"])
            self.inc_stats("unchanged")
            return known
        if response.status != 200:
            raise FileException(f"HTTP {response.status}")
        if not is_pdf(response.body):
            raise FileException("not a PDF")
        self.inc_stats("downloaded")
        path, document = await deferred_to_future(deferToThread(self._write, item, response.body))
        return {"url": request.url, "path": path, "checksum": document, "status": "downloaded"}

    def media_failed(self, failure: Any, request: Request, info: MediaPipeline.SpiderInfo) -> Any:
        """Count the reason and keep it, which Scrapy only logs."""
        error = failure.value
        known = isinstance(error, (FileException, BusyHostError, LoginError, TooLargeError))
        self.inc_stats(str(error) if isinstance(error, FileException) else type(error).__name__)
        raise FileException(str(error) if known else f"{type(error).__name__}: {error}") from error

    def item_completed(self, results: list[Any], item: PaperItem, info: MediaPipeline.SpiderInfo) -> PaperItem:
        """Note the file, or why there is none."""
        info.downloaded.clear()  # Scrapy keeps every result of the crawl, in case an address comes twice
        for fetched, result in results:
            if fetched:
                item.pdf_path, item.document = result["path"], result["checksum"]
            else:
                item.pdf_error = str(result.value)
                logger.info("%s: no PDF: %s", item.contribution.pdf_url, item.pdf_error)
        if not results:
            item.pdf_error = "the page names no PDF"
        return item

    def _age(self, item: PaperItem) -> float | None:
        """Seconds since the PDF of this address was last known to be what the store has; None where it has none."""
        stored = item.stored
        if stored is None or stored.pdf_path is None or stored.pdf_url != item.contribution.pdf_url:
            return None
        asked_at = self.storage.asked_at(self.files / stored.pdf_path)
        return time() - asked_at if asked_at is not None else None

    def _known(self, item: PaperItem) -> FileInfo:
        stored = item.stored
        assert stored is not None
        assert stored.pdf_url is not None
        assert stored.pdf_path is not None
        return {"url": stored.pdf_url, "path": stored.pdf_path, "checksum": stored.document, "status": "uptodate"}

    def _write(self, item: PaperItem, content: bytes) -> tuple[str, str]:
        """Path and SHA-256: ``venue/year/key.pdf``, or where that is another version, one with the digest's start."""
        document = hashlib.sha256(content).hexdigest()
        venue, year = item.edition
        key = Path(item.contribution.key).name
        path = f"{venue}/{year}/{key}.pdf"
        if self._holds(path) and hashlib.sha256(self.storage.read(self.files / path)).hexdigest() != document:
            path = f"{venue}/{year}/{key}.{document[:12]}.pdf"
        if self._holds(path):
            self.storage.confirm(self.files / path)
        else:
            self.storage.write(self.files / path, content)
        return path, document

    def _holds(self, path: str) -> bool:
        return self.storage.asked_at(self.files / path) is not None
