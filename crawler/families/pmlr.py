"""Proceedings of Machine Learning Research: a volume's index, a paper's landing page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urljoin

from parsel import Selector, SelectorList
from scrapy.http import TextResponse

from crawler.families.model import Contribution, UnexpectedPageError

_PDF_LABEL = re.compile(r"(?:download )?pdf", re.IGNORECASE)
_KEY = re.compile(r"/([^/]+)\.html$")


def parse_index(page: TextResponse) -> list[Contribution]:
    """The contributions that a volume lists, in its order.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title or no page of its own.
    """
    contributions = [_entry(page, paper) for paper in page.css("div.paper")]
    if not contributions:
        raise UnexpectedPageError("no div.paper on the volume's index")
    return contributions


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what its landing page adds: full title, authors, abstract, PDF and declared links.

    Raises:
        UnexpectedPageError: The page has no heading or names no author.
    """
    title = _text(page.css("h1"))
    authors = tuple(page.css('meta[name="citation_author"]::attr(content)').getall())
    if not title or not (authors or contribution.authors):
        raise UnexpectedPageError("no h1 or no author on the landing page")
    extras = list(_links(page, page.css("#extras a[href]")))
    pdf = page.css('meta[name="citation_pdf_url"]::attr(content)').get()
    return replace(
        contribution,
        title=title,
        authors=tuple(" ".join(a.split()) for a in authors) or contribution.authors,
        abstract=_text(page.css("#abstract")),
        pdf_url=pdf or next((url for label, url in extras if _PDF_LABEL.fullmatch(label)), contribution.pdf_url),
        declared=tuple((label, url) for label, url in extras if not _PDF_LABEL.fullmatch(label)),
    )


def _entry(page: TextResponse, paper: Selector) -> Contribution:
    title = _text(paper.css("p.title"))
    links = list(_links(page, paper.css("p.links a[href]")))
    landing = next((url for label, url in links if label == "abs"), None)
    key = _KEY.search(landing or "")
    if not title or not landing or not key:
        raise UnexpectedPageError(f"an entry without title or abs link: {paper.get()[:120]!r}")
    return Contribution(
        key=key[1],
        title=title,
        landing_url=landing,
        authors=tuple(a.strip() for a in _text(paper.css(".authors")).split(",") if a.strip()),
        pdf_url=next((url for label, url in links if _PDF_LABEL.fullmatch(label)), None),
    )


def _links(page: TextResponse, anchors: SelectorList[Selector]) -> Iterator[tuple[str, str]]:
    """The label and full address of each; those that no address can be are left out."""
    for anchor in anchors:
        with suppress(ValueError):
            yield _text(anchor), urljoin(page.url, anchor.attrib["href"])


def _text(found: Selector | SelectorList[Selector]) -> str:
    return " ".join(" ".join(found.xpath(".//text()").getall()).replace("\xa0", " ").split())
