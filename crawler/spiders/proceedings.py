"""The one spider: a venue and years in, papers out; or a list of papers.

Arguments: ``venue``, ``years`` (default: all), ``only`` (``missing`` leaves out the papers whose page and PDF the store
already has; without it every page is revalidated by the HTTP cache), or instead of a venue ``papers``, a CSV file
(``crawler/proceedings/paper_lists.py``).

The editions come one after the other, and an edition's pages as the downloader has room: memory does not grow with
the number of papers. Every outcome is counted in the stats below ``survey/``.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from scrapy import Request, Spider, signals

from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.families import FAMILIES, Contribution, Family, UnexpectedPageError
from reprosurvey.crawler.families.bounds import bounded
from reprosurvey.crawler.families.contributions import WITHDRAWN
from reprosurvey.crawler.http.retry_after_middleware import BusyHostError
from reprosurvey.crawler.proceedings.items import EDITION_ASKED_FOR, PaperItem, WithdrawnItem
from reprosurvey.crawler.proceedings.logins import LoginError
from reprosurvey.crawler.proceedings.paper_lists import LISTED, LISTED_FAMILY, name_of, read_list, says_all_of
from reprosurvey.crawler.proceedings.papers import is_settled, stored_papers, stored_years
from reprosurvey.crawler.proceedings.plausibility import fault_of_listing
from reprosurvey.crawler.proceedings.records import PaperRecord
from reprosurvey.crawler.proceedings.response_limits import (
    INDEX_ELEMENTS,
    OF_INDEX,
    OF_PDF,
    TooLargeError,
    is_pdf,
    read_by,
    text_page,
)
from reprosurvey.crawler.proceedings.staging import staged_papers
from reprosurvey.crawler.proceedings.survey import config_of, store_of
from reprosurvey.crawler.store.parquet import Edition, Store
from reprosurvey.crawler.venues import Source, Venue, known_venues, refuse_venue, venue_named

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response, TextResponse
    from scrapy.settings import BaseSettings

PAGES = 1000
"""Pages that one edition's index may have."""
PAPERS = 50_000
"""Papers that it may list."""


class ProceedingsSpider(Spider):
    """Reads a venue's index pages, each contribution's landing page, and leaves the PDF to the pipeline."""

    name = "proceedings"
    survey: Store
    venue: Venue
    years: list[int]
    _stored: Callable[[Edition], Mapping[str, PaperRecord]]
    """What the store had of an edition when the crawl came to it."""
    _known: Callable[[Edition], Mapping[str, PaperRecord]]
    """The same, and over it what a crawl had read that was cut off."""

    def __init__(
        self,
        venue: str | None = None,
        years: str | None = None,
        only: str | None = None,
        papers: str | None = None,
        **kwargs: Any,
    ):
        super().__init__(**kwargs)
        if (venue is None) == (papers is None) and not _checked():
            raise UsageError("which venue? scrapy crawl proceedings -a venue=midl -a years=2022, or -a papers=list.csv")
        if only not in (None, "missing"):
            raise UsageError(f"only='{only}' is not known; only=missing leaves out what the store has")
        self.only = only
        self.venue_name, self.years_asked = venue, years
        self.list = Path(papers) if papers else None
        self.listed = read_list(self.list) if self.list else {}
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
        crawler.signals.connect(spider.lose, signals.item_error)
        crawler.signals.connect(spider.stumble, signals.spider_error)
        spider._stored = lru_cache(maxsize=4)(lambda edition: stored_papers(spider.survey, edition))
        spider._known = lru_cache(maxsize=4)(
            lambda edition: {**spider._stored(edition), **staged_papers(spider.survey, edition)}
        )
        venues = known_venues(config_of(crawler.settings).venues)
        if spider.list is not None:
            refuse_venue(name_of(spider.list), venues)
        if spider.venue_name is not None:
            spider.venue = venue_named(spider.venue_name, venues)
            spider.years = spider.venue.choose(spider.years_asked)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """The pages of each edition's contributions, and those contributions that need none."""
        async for output in self._listed_papers() if self.list else self._proceedings():
            if self.crawler.engine.needs_backout():
                await self.crawler.signals.wait_for(signals.scheduler_empty)
            yield output

    def parse_landing(self, response: Response, edition: Edition, contribution: Contribution, family: str) -> PaperItem:
        """The contribution as its page tells it.

        @url https://proceedings.mlr.press/v172/ali22a.html
        @contribution midl 2022 pmlr
        @returns items 1 1
        @scrapes edition contribution
        """
        stored = self._known(edition).get(contribution.key)
        if family == LISTED and is_pdf(response.body):
            return PaperItem(
                edition, replace(contribution, pdf_url=contribution.pdf_url or contribution.landing_url), stored
            )
        parse = _family(family).parse_landing
        assert parse is not None
        try:
            return PaperItem(edition, bounded(read_by(parse, read_by(text_page, response), contribution)), stored)
        except UnexpectedPageError as error:
            self._count("landing_unexpected")
            return PaperItem(edition, contribution, stored, page_error=str(error), unexpected=True)

    def landing_failed(self, failure: Any) -> PaperItem:
        """What the index said, with the reason why there is no more."""
        edition, contribution = (failure.request.cb_kwargs[name] for name in ("edition", "contribution"))
        self._count("landing_failed")
        stored = self._known(edition).get(contribution.key)
        return PaperItem(edition, contribution, stored, page_error=_reason(failure.value))

    def fail(self, edition: Edition, reason: str) -> None:
        """Note that an edition could not be read, or is not plausible."""
        self._count("editions_failed")
        self._note(f"{edition[0]} {edition[1]}: {reason}")

    def lose(self, item: PaperItem | WithdrawnItem, failure: Any) -> None:
        """Note that a pipeline could not go on with a paper, of which Scrapy only writes a log line."""
        self._count("papers_lost")
        self._note(f"{item.edition[0]} {item.edition[1]}: {item.record.paper} was lost: {_reason(failure.value)}")

    def stumble(self, failure: Any, response: Response | None) -> None:
        """Note an error of the spider's own, likewise."""
        self._note(f"an error of the crawler, over {response.url if response else 'no page'}: {_reason(failure.value)}")

    def _note(self, failure: str) -> None:
        self.failures.append(failure)
        self.logger.error(failure)

    async def _proceedings(self) -> AsyncIterator[Any]:
        editions = await self._editions()
        for year in sorted(editions):
            edition, source = (self.venue.name, year), editions[year]
            contributions = await self._contributions(edition, source)
            if contributions is None:
                continue
            for output in self._asked_for(edition, contributions, source.family):
                yield output

    async def _listed_papers(self) -> AsyncIterator[Any]:
        assert self.list is not None
        venue = name_of(self.list)
        for year in sorted(self.listed.keys() | stored_years(self.survey, venue)):
            contributions = self.listed.get(year, {})
            self._count("papers_listed", len(contributions))
            for output in self._asked_for((venue, year), contributions, LISTED):
                yield output

    def _asked_for(
        self, edition: Edition, contributions: Mapping[str, Contribution], family: str
    ) -> Iterator[Request | PaperItem | WithdrawnItem]:
        """What is to be done for an edition that lists these, by key: a request of each one's page, or, where all is
        known or it is no longer listed, the item.
        """
        known = self._known(edition)
        left = {key: row for key, row in known.items() if key not in contributions and row.kind != WITHDRAWN}
        yield from (WithdrawnItem(edition, row) for row in left.values())
        wanted = set(left)
        for contribution in contributions.values():
            item = PaperItem(edition, contribution, known.get(contribution.key))
            if self.only == "missing" and _is_stored(item, family):
                self._count("papers_left_out")
                self.logger.info("%s: skipped, its page and PDF are stored", contribution.landing_url)
            else:
                self._count("papers_wanted")
                wanted.add(contribution.key)
                yield self._request(item, family)
        self.crawler.signals.send_catch_log(
            EDITION_ASKED_FOR, edition=edition, papers=wanted, published=family != LISTED
        )

    def _request(self, item: PaperItem, family: str) -> Request | PaperItem:
        """For the contribution's page, where there is one to read; else the item."""
        contribution = item.contribution
        if _family(family).parse_landing is None or contribution.landing_url == contribution.pdf_url:
            return item
        try:
            return Request(
                contribution.landing_url,
                callback=self.parse_landing,
                errback=self.landing_failed,
                cb_kwargs={"edition": item.edition, "contribution": contribution, "family": family},
                meta=OF_PDF.copy() if family == LISTED else None,
            )
        except Exception as error:  # a stranger's address may be none
            self._count("landing_failed")
            return replace(item, page_error=_reason(error))

    async def _editions(self) -> Mapping[int, Source]:
        """Year to source of the editions asked for, as far as they are known or the publisher lists them."""
        known = dict(self.venue.years)
        if self.venue.series and (self.years_asked is None or set(self.years) - set(known)):
            known = {**await self._published(self.venue.series), **known}
        asked = sorted(known) if self.years_asked is None else self.years
        if absent := sorted(set(asked) - set(known)):
            self._note(self.venue.lacks(absent, known))
        return {year: known[year] for year in asked if year in known}

    async def _published(self, series: str) -> Mapping[int, Source]:
        """What the publisher's list adds; nothing where it cannot be read, which is said."""
        address, _, name = series.partition("#")
        parse = _family(self.venue.family).parse_series
        assert parse is not None
        try:
            published = read_by(parse, await self._page(address), name)
        except (UnexpectedPageError, _UnreadableError) as error:
            self._note(f"{self.venue.name}: which years there are could not be read: {address}: {error}")
            self._count("series_failed")
            return {}
        return {year: Source(self.venue.family, pages) for year, pages in published.items()}

    async def _contributions(self, edition: Edition, source: Source) -> dict[str, Contribution] | None:
        """Key to contribution of all pages of an edition's index; None where it cannot be read or is not plausible."""
        found: dict[str, Contribution] = {}
        waiting, asked = deque(source.pages), set[str]()
        while waiting and len(asked) < PAGES:
            if (url := waiting.popleft()) in asked:
                continue
            asked.add(url)
            try:
                listing = read_by(_family(source.family).parse_index, await self._page(url))
            except (UnexpectedPageError, _UnreadableError) as error:
                self.fail(edition, f"{url}: {error}")
                return None
            for contribution in map(bounded, listing.contributions):
                found.setdefault(contribution.key, contribution)
            if len(found) > PAPERS:
                self.fail(edition, f"{url}: more than {PAPERS} papers are listed")
                return None
            waiting.extend(listing.further)
        known = sum(row.kind != WITHDRAWN for row in self._stored(edition).values())
        if fault := fault_of_listing(len(found), known):
            self.fail(edition, f"{source.pages[0]}: {fault}")
            return None
        self._count("papers_listed", len(found))
        return found

    async def _page(self, url: str) -> TextResponse:
        """The page of an index.

        Raises:
            _UnreadableError: It cannot be had.
        """
        try:
            response = await self.crawler.engine.download_async(Request(url, meta=OF_INDEX.copy()))
        except Exception as error:  # whatever the downloader and its middlewares raise
            raise _UnreadableError(_reason(error)) from error
        if response.status != 200:
            raise _UnreadableError(f"HTTP {response.status}{_told(response)}")
        return read_by(text_page, response, INDEX_ELEMENTS)

    def _count(self, outcome: str, times: int = 1) -> None:
        self.crawler.stats.inc_value(f"survey/{outcome}", times)


class _UnreadableError(Exception):
    """A page of an index that cannot be had."""


def _family(name: str) -> Family:
    return LISTED_FAMILY if name == LISTED else FAMILIES[name]


def _is_stored(item: PaperItem, family: str) -> bool:
    """Whether nothing of the contribution is missing in the store; of a listed one, whether it is as it is listed."""
    row = item.stored
    return row is not None and is_settled(row) and (family != LISTED or says_all_of(row, item.record))


def _checked() -> bool:
    """Whether ``scrapy check`` runs, which gives no arguments."""
    return os.environ.get("SCRAPY_CHECK") == "true"


def _reason(error: Any) -> str:
    if (response := getattr(error, "response", None)) is not None:
        return f"HTTP {response.status}"
    says_all = isinstance(error, (LoginError, BusyHostError, TooLargeError))
    return str(error) if says_all else f"{type(error).__name__}: {error}"


def _told(response: Response) -> str:
    """What an API says about its refusal."""
    try:
        message = json.loads(response.body)["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return f": {message}"[:300]
