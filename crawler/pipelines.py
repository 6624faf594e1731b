"""From the spider's items to the store: the PDF by Scrapy's FilesPipeline, then the rows, a whole edition at a time.

Setting: ``FILES_EXPIRES`` (days after which a PDF is asked for again, on condition that it changed).
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from email.utils import formatdate
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
from scrapy import Request, signals
from scrapy.http.request import NO_CALLBACK
from scrapy.pipelines.files import FilesPipeline
from scrapy.pipelines.media import FileException
from scrapy.utils.defer import deferred_to_future
from twisted.internet.threads import deferToThread

from crawler.families.model import WITHDRAWN
from crawler.guard import fault_of_papers, is_whole
from crawler.held import HeldPapers
from crawler.items import EDITION_ASKED_FOR, PaperItem, WithdrawnItem
from crawler.logins import LoginError
from crawler.papers import stored_rows
from crawler.patience import BusyHostError
from crawler.schemas import PAPERS
from crawler.store import TEMPORARY, Edition, Store
from crawler.survey import store_of

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.pipelines.media import FileInfo, MediaPipeline

PDF_SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
"""Bytes in which readers accept the signature (PDF 1.7, implementation note 13)."""
DAY = 24 * 60 * 60
"""Seconds."""


class PdfPipeline(FilesPipeline):
    """Fetches a contribution's PDF and notes why where it cannot. A file that is there is never written over."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy. Files stand where the later stages look for them, whatever ``FILES_STORE`` says."""
        pipeline = cls(str(store_of(crawler.settings).files), crawler=crawler)
        pipeline.files = store_of(crawler.settings).files
        return pipeline

    files: Path

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """Of what was withdrawn, nothing is fetched."""
        return await super().process_item(item) if isinstance(item, PaperItem) else item

    def get_media_requests(self, item: PaperItem, info: MediaPipeline.SpiderInfo) -> list[Request]:
        """One request where the contribution has a PDF; kept as a file, so not also in the HTTP cache."""
        url = item.contribution.pdf_url
        if not url:
            return []
        request = Request(url, callback=NO_CALLBACK, meta={"dont_cache": True})
        if (age := self._age(item)) is not None:
            request.headers["If-Modified-Since"] = formatdate(time() - age, usegmt=True)
        return [request]

    def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> Any:
        """The file of this address that the store has, where it is young enough."""
        age = self._age(item)
        if age is None or age > self.expires * DAY:
            return None
        self.inc_stats("uptodate")
        return self._known(item)

    async def media_downloaded(
        self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None
    ) -> FileInfo:
        """Refuse what is no PDF before it is stored; what did not change is the file of before."""
        if response.status == 304 and self._age(item) is not None:
            os.utime(self.files / item.stored["pdf_path"])
            self.inc_stats("unchanged")
            return self._known(item)
        if response.status != 200:
            raise FileException(f"HTTP {response.status}")
        if PDF_SIGNATURE not in response.body[:SIGNATURE_WITHIN]:
            raise FileException("not a PDF")
        self.inc_stats("downloaded")
        path, document = await deferred_to_future(deferToThread(self._write, item, response.body))
        return {"url": request.url, "path": path, "checksum": document, "status": "downloaded"}

    def media_failed(self, failure: Any, request: Request, info: MediaPipeline.SpiderInfo) -> Any:
        """Count the reason and keep it, which Scrapy only logs."""
        error = failure.value
        known = isinstance(error, (FileException, BusyHostError, LoginError))
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
        if not results:
            item.pdf_error = "the page names no PDF"
        return item

    def _age(self, item: PaperItem) -> float | None:
        """Seconds since the PDF of this address was last known to be what the store has; None where it has none."""
        stored = item.stored
        if stored is None or stored["document"] is None or stored["pdf_url"] != item.contribution.pdf_url:
            return None
        try:
            return time() - Path(self.files, stored["pdf_path"]).stat().st_mtime
        except FileNotFoundError:
            return None

    def _known(self, item: PaperItem) -> FileInfo:
        assert item.stored is not None
        path, document = item.stored["pdf_path"], item.stored["document"]
        return {"url": item.stored["pdf_url"], "path": path, "checksum": document, "status": "uptodate"}

    def _write(self, item: PaperItem, content: bytes) -> tuple[str, str]:
        """Path and SHA-256: ``venue/year/key.pdf``, or where that is another version, one with the digest's start."""
        document = hashlib.sha256(content).hexdigest()
        venue, year = item.edition
        key = Path(item.contribution.key).name
        path = f"{venue}/{year}/{key}.pdf"
        if (self.files / path).exists() and not _same(self.files / path, document):
            path = f"{venue}/{year}/{key}.{document[:12]}.pdf"
        target = self.files / path
        if target.exists():
            os.utime(target)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}{TEMPORARY}")
            temporary.write_bytes(content)
            temporary.replace(target)
        return path, document


class StorePipeline:
    """Holds what is read until all of its edition was; then stores what is new of it, unless it is not believed."""

    def __init__(self, crawler: Crawler, store: Store) -> None:
        self.crawler = crawler
        self.store = store
        self.held = HeldPapers(store)
        self.read: dict[Edition, set[str]] = defaultdict(set)
        """Keys that came, of editions that are not judged yet."""
        self.wanted: dict[Edition, set[str]] = {}
        """Keys that are to come, of those editions of which all was asked for."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        pipeline = cls(crawler, store_of(crawler.settings))
        crawler.signals.connect(pipeline.edition_asked_for, EDITION_ASKED_FOR)
        crawler.signals.connect(pipeline.spider_idle, signals.spider_idle)
        return pipeline

    async def process_item(self, item: PaperItem | WithdrawnItem) -> PaperItem | WithdrawnItem:
        """Hold the row; judge its edition where it was the last."""
        self.held.put(item.edition, item.row, unexpected=item.unexpected)
        self.read[item.edition].add(item.row["paper"])
        self._judge_if_whole(item.edition)
        return item

    def edition_asked_for(self, edition: Edition, papers: set[str]) -> None:
        """Called when the spider has asked for these papers of an edition and asks for no more of them."""
        self.wanted[edition] = papers
        self._judge_if_whole(edition)

    def spider_idle(self) -> None:
        """Called when nothing is left to do: what did not come now was read before a pause, or never comes."""
        for edition, papers in list(self.wanted.items()):
            unread = papers - self.held.of(edition).keys() - stored_rows(self.store, edition).keys()
            if unread:
                self._fail(edition, f"{len(unread)} of {len(papers)} papers were not read; run again, in a new JOBDIR")
            if is_whole(len(papers) - len(unread), len(papers)):
                self._judge(edition)

    def close_spider(self) -> None:
        """Called by Scrapy. What is held stays for the next crawl."""
        self.held.close()

    def _judge_if_whole(self, edition: Edition) -> None:
        if edition in self.wanted and self.wanted[edition] <= self.read[edition]:
            self._judge(edition)

    def _judge(self, edition: Edition) -> None:
        """Store what is new of the edition, or say why not; what cannot be written now stays held."""
        del self.wanted[edition]
        self.read.pop(edition, None)
        held = self.held.of(edition)
        stored = stored_rows(self.store, edition) if held else {}
        if fault := fault_of_papers(held.values(), stored):
            self._count("refused", len(held))
            self._fail(edition, f"{fault}; the {len(held)} papers that were read are held back")
        else:
            changed = {key: reading for key, reading in held.items() if reading.row != stored.get(key)}
            rows = [{**reading.row, "crawled_at": reading.crawled_at} for reading in changed.values()]
            try:
                self.store.append(PAPERS, rows, edition)
            except (OSError, pa.ArrowException) as error:
                self._fail(edition, f"could not be stored: {error}; the {len(held)} papers are held for the next crawl")
                return
            for key, reading in changed.items():
                withdrawn = reading.row["kind"] == WITHDRAWN
                self._count("withdrawn" if withdrawn else "changed" if key in stored else "new")
            self._count("unchanged", len(held) - len(changed))
        self.held.drop(edition)

    def _fail(self, edition: Edition, reason: str) -> None:
        spider: Any = self.crawler.spider
        spider.fail(edition, reason)

    def _count(self, outcome: str, papers: int = 1) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"survey/papers_{outcome}", papers)


def _same(path: Path, document: str) -> bool:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest() == document
