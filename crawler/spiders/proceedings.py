"""The one spider: a venue and years in, papers out.

Arguments: ``venue``, ``years`` (default: all that are known) and ``only`` (``missing`` leaves out the papers whose
page and PDF the store already has; without it every page is revalidated by the HTTP cache).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider
from scrapy.http import TextResponse

from crawler.errors import UsageError
from crawler.families import FAMILIES, Contribution, UnexpectedPageError
from crawler.items import PaperItem
from crawler.papers import latest_papers
from crawler.store import Edition, Store
from crawler.survey import config_of, store_of
from crawler.venues import Venue, known_venues, venue_named

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.settings import BaseSettings


class ProceedingsSpider(Spider):
    """Reads a venue's index pages, each contribution's landing page, and leaves the PDF to the pipeline."""

    name = "proceedings"
    survey: Store
    venue: Venue
    years: list[int]

    def __init__(self, venue: str | None = None, years: str | None = None, only: str | None = None, **kwargs: Any):
        super().__init__(**kwargs)
        if venue is None:
            raise UsageError("which venue? scrapy crawl proceedings -a venue=midl -a years=2022")
        if only not in (None, "missing"):
            raise UsageError(f"only='{only}' is not known; only=missing leaves out what the store has")
        self.only = only
        self.venue_name, self.years_asked = venue, years
        self.failures: list[str] = []
        """What could not be read, a line each, for the summary."""

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Set what follows from the survey's folder and its settings."""
        super().update_settings(settings)
        survey = store_of(settings)
        settings.set("USER_AGENT", config_of(settings).user_agent, "spider")
        settings.set("HTTPCACHE_DIR", str(survey.path / "httpcache"), "spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.survey = store_of(crawler.settings)
        spider.venue = venue_named(spider.venue_name, known_venues(config_of(crawler.settings).venues))
        spider.years = spider.venue.choose(spider.years_asked)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The index of each year."""
        for year in self.years:
            edition = (self.venue.name, year)
            yield Request(
                self.venue.years[year],
                callback=self.parse_index,
                errback=self.index_failed,
                cb_kwargs={"edition": edition},
            )

    def parse_index(self, response: Response, edition: Edition) -> Iterator[Request]:
        """A request for each contribution that is wanted."""
        try:
            contributions = FAMILIES[self.venue.family].parse_index(_text_page(response))
        except UnexpectedPageError as error:
            self._fail_index(edition, response.url, str(error))
            return
        stored = self._stored(edition) if self.only == "missing" else set()
        wanted = [c for c in contributions if c.key not in stored]
        self.crawler.stats.inc_value("survey/papers_listed", len(contributions))
        self.crawler.stats.inc_value("survey/papers_wanted", len(wanted))
        for contribution in wanted:
            yield Request(
                contribution.landing_url,
                callback=self.parse_landing,
                errback=self.landing_failed,
                cb_kwargs={"edition": edition, "contribution": contribution},
            )

    def parse_landing(self, response: Response, edition: Edition, contribution: Contribution) -> PaperItem:
        """The contribution as its page tells it."""
        try:
            return PaperItem(edition, FAMILIES[self.venue.family].parse_landing(_text_page(response), contribution))
        except UnexpectedPageError as error:
            self.crawler.stats.inc_value("survey/landing_unexpected")
            return PaperItem(edition, contribution, page_error=str(error))

    def landing_failed(self, failure: Any) -> PaperItem:
        """What the index said, with the reason why there is no more."""
        arguments = failure.request.cb_kwargs
        self.crawler.stats.inc_value("survey/landing_failed")
        return PaperItem(arguments["edition"], arguments["contribution"], page_error=_reason(failure))

    def index_failed(self, failure: Any) -> None:
        """Note that a whole year could not be read."""
        self._fail_index(failure.request.cb_kwargs["edition"], failure.request.url, _reason(failure))

    def _fail_index(self, edition: Edition, url: str, reason: str) -> None:
        self.crawler.stats.inc_value("survey/index_failed")
        self.failures.append(f"{edition[0]} {edition[1]}: {url}: {reason}")
        self.logger.error(self.failures[-1])

    def _stored(self, edition: Edition) -> set[str]:
        rows = latest_papers(self.survey, edition)
        return {row["paper"] for row in rows if row["page_error"] is None and row["pdf_error"] is None}


def _text_page(response: Response) -> TextResponse:
    if not isinstance(response, TextResponse):
        raise UnexpectedPageError(f"not a page of text but {type(response).__name__}")
    return response


def _reason(failure: Any) -> str:
    response = getattr(failure.value, "response", None)
    return f"HTTP {response.status}" if response is not None else f"{type(failure.value).__name__}: {failure.value}"
