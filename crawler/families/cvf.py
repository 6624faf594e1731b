"""CVF Open Access (CVPR, ICCV, WACV): the menu, an edition's list, a paper's page.

An edition of several days may have no list of all papers but one a day (CVPR 2018 to 2020), so what is asked for is its
front page, which has the papers, or a link to all of them, or one to each day's. An author's name is read where the
page shows it: in the field beside it, quotation marks that are not escaped cut it off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from parsel import Selector, SelectorList

from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError
from reprosurvey.crawler.families.markup import addresses, given_name_first, links, meta, names, pdf_of, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_KEY = re.compile(r"/([\w.%-]+?)(?:_paper)?\.html$")
_OWN = ("pdf", "bibtex", "back")
"""Labels that are no declared links."""


def parse_series(page: TextResponse, name: str) -> Mapping[int, tuple[str, ...]]:
    """The editions of a conference (``CVPR``) that the menu names; its workshops are not among them."""
    edition = re.compile(rf"/{re.escape(name)}(\d{{4}})(?:\.py)?/?$")
    years = {int(match[1]): (url,) for url in addresses(page) if (match := edition.search(url))}
    if not years:
        raise UnexpectedPageError(f"the menu names no {name}")
    return years


def parse_index(page: TextResponse) -> Listing:
    """The papers of an edition, or of one of its days; without any, the page of all that it links to, or its days.

    Raises:
        UnexpectedPageError: The page lists neither, or an entry has no title or no page of its own.
    """
    if entries := tuple(_entry(page, title, details) for title, details in _entries(page)):
        return Listing(entries)
    days = dict.fromkeys(url for _, url in links(page, page.css('a[href*="day="]')) if url != page.url)
    if not days or "day=2" in page.url:
        raise UnexpectedPageError("neither a dt.ptitle nor a day on the page")
    return Listing((), tuple(url for url in days if url.endswith("day=all")) or tuple(days))


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what its page adds: full title, authors, abstract, PDF and declared links.

    Raises:
        UnexpectedPageError: The page has no title or names no author.
    """
    title = " ".join(" ".join(page.css("#papertitle").xpath("./text()").getall()).split())
    written = names(text_of(page.css("#authors i")))
    authors = written or tuple(given_name_first(name) for name in meta(page, "citation_author"))
    if not title or not (authors or contribution.authors):
        raise UnexpectedPageError("no title or no author on the paper's page")
    offered = list(links(page, page.css("#content a[href], dd a[href]")))
    return replace(
        contribution,
        title=title,
        authors=authors or contribution.authors,
        abstract=text_of(page.css("#abstract")),
        pdf_url=next((url for label, url in offered if label == "pdf"), pdf_of(page) or contribution.pdf_url),
        declared=tuple(dict.fromkeys((*contribution.declared, *_declared(offered)))),
    )


def _entries(page: TextResponse) -> Iterator[tuple[Selector, SelectorList[Selector]]]:
    """Each title with the descriptions behind it."""
    title, details = None, SelectorList[Selector]()
    for node in page.css("dt, dd"):
        if node.root.tag == "dd":
            details.append(node)
            continue
        if title is not None:
            yield title, details
        title, details = node if "ptitle" in node.attrib.get("class", "") else None, SelectorList[Selector]()
    if title is not None:
        yield title, details


def _entry(page: TextResponse, entry: Selector, details: SelectorList[Selector]) -> Contribution:
    title = text_of(entry)
    landing = next((url for _, url in links(page, entry.css("a[href]"))), "")
    key = _KEY.search(landing)
    if not title or not key:
        raise UnexpectedPageError(f"an entry without title or page: {entry.get()[:120]!r}")
    offered = list(links(page, details.xpath(".//a[@href and not(ancestor::form)]")))
    authors = tuple(name for author in details.css("form a") if (name := text_of(author)))
    return Contribution(
        key=key[1],
        title=title,
        landing_url=landing,
        authors=authors or names(text_of(details[:1])),
        pdf_url=next((url for label, url in offered if label == "pdf"), None),
        declared=_declared(offered),
    )


def _declared(offered: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, url) for label, url in offered if label and label.lower() not in _OWN)


FAMILY = Family(parse_index, parse_landing, parse_series)
