"""From the spider's items to the store: the PDF by Scrapy's FilesPipeline, then the rows.

Settings: ``FILES_EXPIRES`` (days after which a PDF is fetched again), ``SURVEY_BATCH`` (papers that
go into one file of the store).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FilesPipeline
from scrapy.pipelines.media import FileException
from scrapy.utils.defer import deferred_to_future
from twisted.internet.threads import deferToThread

from crawler.papers import latest_papers
from crawler.schemas import PAPERS
from crawler.store import Edition, Store, now
from crawler.survey import store_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.pipelines.media import MediaPipeline

    from crawler.items import PaperItem

PDF_SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
"""Bytes in which readers accept the signature (PDF 1.7, implementation note 13)."""


class PdfPipeline(FilesPipeline):
    """Fetches a contribution's PDF and notes why where it cannot."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy. Files stand where the later stages look for them, whatever ``FILES_STORE`` says."""
        return cls(str(store_of(crawler.settings).files), crawler=crawler)

    def get_media_requests(self, item: PaperItem, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """One request where the contribution has a PDF; kept as a file, so not also in the HTTP cache."""
        url = item.contribution.pdf_url
        return [Request(url, callback=NO_CALLBACK, meta={"dont_cache": True})] if url else []

    def file_path(
        self,
        request: Request,
        response: Response | None = None,
        info: MediaPipeline.SpiderInfo | None = None,
        *,
        item: Any = None,
    ) -> str:
        """``venue/year/key.pdf``."""
        venue, year = item.edition
        return f"{venue}/{year}/{Path(item.contribution.key).name}.pdf"

    async def media_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> Any:
        """Refuse what is no PDF before it is stored."""
        if response.status != 200:
            raise FileException(f"HTTP {response.status}")
        if PDF_SIGNATURE not in response.body[:SIGNATURE_WITHIN]:
            raise FileException("not a PDF")
        return await super().media_downloaded(response, request, info, item=item)

    def media_failed(self, failure: Any, request: Request, info: MediaPipeline.SpiderInfo) -> Any:
        """Count the reason and keep it, which Scrapy only logs."""
        error = failure.value
        known = isinstance(error, FileException)
        self.inc_stats(str(error) if known else type(error).__name__)
        raise error if known else FileException(f"{type(error).__name__}: {error}") from error

    def item_completed(self, results: list[Any], item: PaperItem, info: MediaPipeline.SpiderInfo) -> PaperItem:
        """Note the file, or why there is none."""
        item.files = [result for fetched, result in results if fetched]
        errors = [str(result.value) for fetched, result in results if not fetched]
        item.pdf_error = errors[0] if errors else None if item.files else "the page names no PDF"
        return item


class StorePipeline:
    """Appends the papers to the store, a batch a file and what is left at the end."""

    def __init__(self, store: Store, batch: int) -> None:
        self.store = store
        self.batch = batch
        self.rows: dict[Edition, list[dict[str, Any]]] = defaultdict(list)
        self.stored: dict[Edition, dict[str, dict[str, Any]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> StorePipeline:
        """Called by Scrapy."""
        return cls(store_of(crawler.settings), crawler.settings.getint("SURVEY_BATCH", 50))

    async def process_item(self, item: PaperItem) -> PaperItem:
        """Queue the row where it says something new, and write the batch when it is full."""
        path = item.files[0]["path"] if item.files else None
        document = await deferred_to_future(deferToThread(_sha256, self.store.files / path)) if path else None
        contribution = item.contribution
        row = {
            "paper": contribution.key,
            "kind": contribution.kind,
            "title": contribution.title,
            "authors": list(contribution.authors),
            "abstract": contribution.abstract,
            "landing_url": contribution.landing_url,
            "pdf_url": contribution.pdf_url,
            "declared": [{"label": label, "url": url} for label, url in contribution.declared],
            "pdf_path": path,
            "document": document,
            "page_error": item.page_error,
            "pdf_error": item.pdf_error,
        }
        stored = self._stored(item.edition)
        if stored.get(contribution.key) != row:
            stored[contribution.key] = row
            self.rows[item.edition].append(row | {"crawled_at": now()})
        if len(self.rows[item.edition]) >= self.batch:
            self._flush(item.edition)
        return item

    def close_spider(self) -> None:
        """Write what is left."""
        for edition in list(self.rows):
            self._flush(edition)

    def _stored(self, edition: Edition) -> dict[str, dict[str, Any]]:
        if edition not in self.stored:
            columns = [c for c in PAPERS.schema.names if c != "crawled_at"]
            rows = latest_papers(self.store, edition)
            self.stored[edition] = {r["paper"]: {c: r[c] for c in columns} for r in rows}
        return self.stored[edition]

    def _flush(self, edition: Edition) -> None:
        self.store.append(PAPERS, self.rows.pop(edition), edition)


def _sha256(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
