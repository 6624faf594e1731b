"""The proceedings of NeurIPS and those that use its site (ICLR, MLSys): the books, a book's list, a paper's page.

A year may have several books, which name one another: of 2025, one has the Creative AI track and another all else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from parsel import Selector

from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError
from reprosurvey.crawler.families.markup import (
    addresses,
    given_name_first,
    links,
    meta,
    names,
    pdf_of,
    split_pdf,
    text_of,
)

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_KEY = re.compile(r"/hash/(\w+)-Abstract(-[\w-]+)?\.html$")
_BOOK = re.compile(r"/paper(?:_files/paper)?/(\d{4})/?$")
_YEAR = re.compile(r"/paper(?:_files/paper)?/(\d{4})(?:/[\w-]+)?/?$")
NEAR = 5
"""Elements behind a title among which its authors stand."""
_PDF_LABELS = ("paper", "pdf")
_OWN = re.compile(r"bibte[xk]( download)?|metadata|(meta)?reviews?|author ?feedback|reviews and public comment")
"""Labels that are no declared links: the paper's citation and reviews."""


def parse_series(page: TextResponse, name: str) -> Mapping[int, tuple[str, ...]]:
    """The books of the site, a year each; ``name`` says nothing, for a site has one series."""
    years = {int(match[1]): (url,) for url in addresses(page) if (match := _BOOK.search(url))}
    if not years:
        raise UnexpectedPageError("no book is listed")
    return years


def parse_index(page: TextResponse) -> Listing:
    """The papers of a book, of all its tracks, and the other books of its year.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title or no page of its own.
    """
    contributions = []
    for entry in page.css('li a[href*="-Abstract"]'):
        authors = names(_beside(entry))
        landing = next((url for _, url in links(page, [entry])), "")
        key, title = _KEY.search(landing), text_of(entry)
        if not title or not key:
            raise UnexpectedPageError(f"an entry without title or page: {entry.get()[:120]!r}")
        contributions.append(Contribution(key[1] + (key[2] or ""), title, landing, authors))
    if not contributions:
        raise UnexpectedPageError("no paper on the book's list")
    named = (url for _, url in links(page, page.css(".book-see-also a[href]")))
    return Listing(tuple(contributions), tuple(url for url in named if _year(url) == _year(page.url)))


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what its page adds: authors, abstract, PDF and declared links.

    Raises:
        UnexpectedPageError: The page has no title or names no author.
    """
    title = next(iter(meta(page, "citation_title")), "")
    authors = tuple(given_name_first(name) for name in meta(page, "citation_author")) or contribution.authors
    if not title or not authors:
        raise UnexpectedPageError("no citation_title or no author on the paper's page")
    buttons = links(page, page.css("a.btn[href]"))
    offered = [(label, url) for label, url in buttons if not _OWN.fullmatch(label.lower().removesuffix(" »"))]
    pdf, declared = split_pdf(offered, lambda label: label.lower() in _PDF_LABELS)
    return replace(
        contribution,
        title=title,
        authors=authors,
        abstract=_abstract(page),
        pdf_url=pdf or pdf_of(page),
        declared=declared,
    )


def _beside(entry: Selector) -> str:
    """The names beside a title; an XPath for them reads on to the end of the list for each title without."""
    for node in islice(entry.root.itersiblings("*"), NEAR):
        if node.tag == "i" or "paper-authors" in node.get("class", ""):
            return text_of(Selector(root=node, type="html"))
    return ""


def _year(book: str) -> str | None:
    return match[1] if (match := _YEAR.search(book)) else None


def _abstract(page: TextResponse) -> str:
    """The first paragraph with words at or behind where the page puts it: it nests paragraphs, which HTML cannot."""
    marked = page.xpath(
        "(//p[contains(@class, 'paper-abstract')] | //*[self::h4 or self::h2][normalize-space() = 'Abstract'])[1]"
    )
    paragraphs = marked.xpath("self::p | following-sibling::p | following-sibling::section//p")
    return next((text for paragraph in paragraphs if (text := text_of(paragraph))), "")


FAMILY = Family(parse_index, parse_landing, parse_series)
