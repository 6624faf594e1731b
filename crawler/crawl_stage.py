"""The crawl stage: the spider, run in this process as ``scrapy crawl`` would run it."""

from __future__ import annotations

import signal
from collections import Counter
from pathlib import Path

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from reprosurvey.crawler.errors import SurveyError
from reprosurvey.crawler.logs import written_to
from reprosurvey.crawler.proceedings.items import PaperItem, WithdrawnItem
from reprosurvey.crawler.proceedings.selection import Selection
from reprosurvey.crawler.progress import Progress
from reprosurvey.crawler.spiders.proceedings import ProceedingsSpider
from reprosurvey.crawler.store.parquet import Store

TOLD = 10
"""Failures that are told one by one."""


def crawl(
    store: Store,
    config: Path | None,
    selection: Selection,
    *,
    only_missing: bool,
    counts: Counter[str],
    tell: Progress,
) -> None:
    """Read what is selected into the store. Once a process: Twisted's reactor does not start twice.

    Args:
        store: The survey.
        config: Its ``survey.toml``; None for the one in this folder, if any.
        selection: What to read.
        only_missing: Whether to leave out papers whose page and PDF the store has.
        counts: Takes Scrapy's statistics.
        tell: Is told of each paper.

    Raises:
        SurveyError: A year could not be read or is not plausible, or the crawl met an error of its own.
        KeyboardInterrupt: The crawl was stopped; what it had read is kept for the next.
    """
    settings = Settings()
    settings.setmodule("reprosurvey.crawler.settings")
    own = {"SURVEY_STORE": store.storage.address, "SURVEY_CONFIG": config and str(config), "LOG_ENABLED": False}
    settings.setdict(own, priority="cmdline")
    interrupt = signal.getsignal(signal.SIGINT)
    process = CrawlerProcess(settings)
    spider = process.create_crawler(ProceedingsSpider)
    reasons: list[str] = []
    read: Counter[bool] = Counter()

    def scraped(item: PaperItem | WithdrawnItem) -> None:
        if isinstance(item, WithdrawnItem):
            return
        read[item.page_error is not None or item.pdf_error is not None] += 1
        tell(read.total(), spider.stats.get_value("survey/papers_wanted", 0), read[True])

    spider.signals.connect(scraped, signal=signals.item_scraped, weak=False)
    spider.signals.connect(lambda reason: reasons.append(reason), signal=signals.spider_closed, weak=False)
    try:
        with written_to(store.path / "crawl.log"):
            process.crawl(
                spider,
                venue=selection.venue,
                years=selection.years,
                papers=selection.papers and str(selection.papers.resolve()),
                only="missing" if only_missing else None,
            )
            process.start()
    finally:
        signal.signal(signal.SIGINT, interrupt)
    counts.update({name: value for name, value in spider.stats.get_stats().items() if type(value) is int})
    if reasons not in (["finished"], ["start_error"]):
        raise KeyboardInterrupt
    assert isinstance(spider.spider, ProceedingsSpider)
    if failures := spider.spider.failures:
        more = f"; and {len(failures) - TOLD} more" if len(failures) > TOLD else ""
        raise SurveyError(
            f"{'; '.join(failures[:TOLD])}{more}; what is in doubt was not stored, "
            f"the log is {store.path / 'crawl.log'}"
        )
