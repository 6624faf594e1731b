"""From the spider's items to the papers of the store, a whole edition at a time.

What is read is staged (``staging.py``) until all that was asked for of its edition came. Then what is new of the
edition is stored as one file, or nothing of it where it is not plausible (``plausibility.py``).
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
from scrapy import signals

from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.proceedings.items import EDITION_ASKED_FOR, PaperItem, WithdrawnItem
from reprosurvey.crawler.proceedings.papers import stored_papers
from reprosurvey.crawler.proceedings.plausibility import fault_of_papers, is_whole
from reprosurvey.crawler.proceedings.records import PaperRecord
from reprosurvey.crawler.proceedings.staging import Reading, Staging
from reprosurvey.crawler.proceedings.survey import store_of
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.store.schemas import PAPERS

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)


class EditionPipeline:
    """Stages what is read until all of its edition was; then stores what is new of it, unless it is not plausible."""

    def __init__(self, crawler: Crawler, store: Store) -> None:
        self.crawler = crawler
        self.store = store
        self.staging = Staging(store)
        self.read: dict[Edition, set[str]] = defaultdict(set)
        """Keys that came, of editions that are not judged yet."""
        self.wanted: dict[Edition, set[str]] = {}
        """Keys that are to come, of those editions of which all was asked for."""
        self.listed: set[Edition] = set()
        """Those that a person listed: of what is missing there, no publisher's page is at fault."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        pipeline = cls(crawler, store_of(crawler.settings))
        crawler.signals.connect(pipeline.edition_asked_for, EDITION_ASKED_FOR)
        crawler.signals.connect(pipeline.spider_idle, signals.spider_idle)
        return pipeline

    async def process_item(self, item: PaperItem | WithdrawnItem) -> PaperItem | WithdrawnItem:
        """Stage the record; check its edition where it was the last."""
        self.staging.put(item.edition, item.record, unexpected=item.unexpected)
        self.read[item.edition].add(item.record.paper)
        self._judge_if_whole(item.edition)
        return item

    def edition_asked_for(self, edition: Edition, papers: set[str], published: bool) -> None:
        """Called when the spider has asked for these papers of an edition and asks for no more of them."""
        self.wanted[edition] = papers
        if not published:
            self.listed.add(edition)
        self._judge_if_whole(edition)

    def spider_idle(self) -> None:
        """Called when nothing is left to do: what did not come now was read before a pause, or never comes."""
        for edition, papers in list(self.wanted.items()):
            with self._told(edition):
                self._judge_what_came(edition, papers)

    def close_spider(self) -> None:
        """Called by Scrapy. What is staged stays for the next crawl."""
        self.staging.close()

    def _judge_if_whole(self, edition: Edition) -> None:
        if edition in self.wanted and self.wanted[edition] <= self.read[edition]:
            with self._told(edition):
                self._judge(edition)

    def _judge_what_came(self, edition: Edition, papers: set[str]) -> None:
        unread = papers - self.staging.of(edition).keys() - stored_papers(self.store, edition).keys()
        if unread:
            self._fail(
                edition,
                f"{len(unread)} of {len(papers)} papers were not read; run again, in another JOBDIR if in one",
            )
        if is_whole(len(papers) - len(unread), len(papers)):
            self._judge(edition)

    def _judge(self, edition: Edition) -> None:
        """Store what is new of the edition, unless it is not plausible."""
        del self.wanted[edition]
        self.read.pop(edition, None)
        staged = self.staging.of(edition)
        stored = stored_papers(self.store, edition) if staged else {}
        if edition not in self.listed and (fault := fault_of_papers(staged.values(), stored)):
            self._count("refused", len(staged))
            self._fail(edition, f"{fault}; the {len(staged)} papers that were read are held back")
        else:
            self._store(edition, staged, stored)
        self.staging.drop(edition)

    def _store(self, edition: Edition, staged: Mapping[str, Reading], stored: Mapping[str, PaperRecord]) -> None:
        """Append what is new of the edition."""
        changed = {key: reading for key, reading in staged.items() if reading.record != stored.get(key)}
        rows = [{**asdict(reading.record), "crawled_at": reading.crawled_at} for reading in changed.values()]
        self.store.append(PAPERS, rows, edition)
        for key, reading in changed.items():
            withdrawn = reading.record.kind == WITHDRAWN
            self._count("withdrawn" if withdrawn else "changed" if key in stored else "new")
        self._count("unchanged", len(staged) - len(changed))

    @contextmanager
    def _told(self, edition: Edition) -> Iterator[None]:
        """Tell of an error of the block, in which Scrapy loses those of signals; what was staged is held."""
        try:
            yield
        except Exception as error:
            logger.exception("%s %d could not be stored", *edition)
            self._fail(edition, f"could not be stored: {_in_words(error)}; its papers are held for the next crawl")

    def _fail(self, edition: Edition, reason: str) -> None:
        spider: Any = self.crawler.spider
        spider.fail(edition, reason)

    def _count(self, outcome: str, papers: int = 1) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(f"survey/papers_{outcome}", papers)


def _in_words(error: Exception) -> str:
    return str(error) if isinstance(error, (OSError, pa.ArrowException)) else f"{type(error).__name__}: {error}"
