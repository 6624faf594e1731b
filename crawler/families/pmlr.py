"""Proceedings of Machine Learning Research: the list of volumes, a volume's index, a paper's landing page.

The volumes that JMLR made before 2017 (Workshop and Conference Proceedings) have the same classes and identifiers, but
name the authors in the page's text only and call the links ``abs``, ``pdf`` and ``supplementary``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from parsel import Selector

from reprosurvey.crawler.families.contributions import (
    FRONT_MATTER,
    PAPER,
    Contribution,
    Family,
    Listing,
    UnexpectedPageError,
)
from reprosurvey.crawler.families.markup import address_on, links, meta, names, pdf_of, split_pdf, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PDF_LABEL = re.compile(r"(?:download )?pdf", re.IGNORECASE)
_KEY = re.compile(r"/([^/]+)\.html$")
_VOLUME = re.compile(r"Volume \w+: ")
_EDITION = re.compile(r"(.+?)(?: \([\w -]+\))? (?:19|20)\d\d(?: ?: .*)?")
"""A series' name, perhaps its short name, and a year: how some volumes title their preface."""


def parse_series(page: TextResponse, name: str) -> Mapping[int, tuple[str, ...]]:
    """The volumes that the list describes as ``Proceedings of <name> <year>``."""
    described = re.compile(rf"proceedings of (?:the )?{re.escape(name)}[ -]?(\d{{4}})\W*", re.IGNORECASE)
    volumes: dict[int, tuple[str, ...]] = {}
    for entry in page.css("ul.proceedings-list li"):
        volume, address = text_of(entry.css("b")), entry.css("a::attr(href)").get("").rstrip("/")
        match = described.fullmatch(text_of(entry).removeprefix(volume).strip())
        if match and (url := address_on(page.url, f"{address}/")):
            volumes[int(match[1])] = (*volumes.get(int(match[1]), ()), url)
    if not volumes:
        raise UnexpectedPageError(f"no volume is described as 'Proceedings of {name}' and a year")
    return volumes


def parse_index(page: TextResponse) -> Listing:
    """The contributions that a volume lists, in its order.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title or no page of its own.
    """
    volume = _VOLUME.sub("", text_of(page.css("h2")[:1]))
    contributions = tuple(_entry(page, paper, volume) for paper in page.css("div.paper"))
    if not contributions:
        raise UnexpectedPageError("no div.paper on the volume's index")
    return Listing(contributions)


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what its landing page adds: full title, authors, abstract, PDF and declared links.

    Raises:
        UnexpectedPageError: The page has no heading or names no author.
    """
    title = text_of(page.css("h1"))
    authors = tuple(meta(page, "citation_author")) or names(text_of(page.css("#authors"))) or contribution.authors
    if not title or not authors:
        raise UnexpectedPageError("no h1 or no author on the landing page")
    offered, declared = split_pdf(links(page, page.css("#extras a[href]")), _PDF_LABEL.fullmatch)
    return replace(
        contribution,
        title=title,
        authors=authors,
        abstract=text_of(page.css("#abstract")),
        pdf_url=pdf_of(page) or offered or contribution.pdf_url,
        declared=declared or contribution.declared,
    )


def _entry(page: TextResponse, paper: Selector, volume: str) -> Contribution:
    title = text_of(paper.css("p.title"))
    offered = list(links(page, paper.css("p.links a[href]")))
    landing = dict(reversed(offered)).get("abs", "")
    key = _KEY.search(landing)
    if not title or not key:
        raise UnexpectedPageError(f"an entry without title or abs link: {paper.get()[:120]!r}")
    pdf, declared = split_pdf((link for link in offered if link[0] != "abs"), _PDF_LABEL.fullmatch)
    edition = _EDITION.fullmatch(title)
    return Contribution(
        key=key[1],
        title=title,
        landing_url=landing,
        authors=names(text_of(paper.css(".authors"))),
        pdf_url=pdf,
        declared=declared,
        listed_as=FRONT_MATTER if edition and volume.startswith(edition[1]) else PAPER,
    )


FAMILY = Family(parse_index, parse_landing, parse_series)
