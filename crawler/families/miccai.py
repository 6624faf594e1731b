"""MICCAI's open access: an edition's list, and a paper's page with its reviews, code and data.

Two layouts: miccai2021.org and conferences.miccai.org (2021 to 2023), whose list links titles, and papers.miccai.org
(2024 on), whose list has a title, its authors, and two links below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain, takewhile
from typing import TYPE_CHECKING, Any, NamedTuple

from parsel import Selector, SelectorList

from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError
from reprosurvey.crawler.families.markup import given_name_first, links, names, split_pdf, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGE = re.compile(r"/\d+-Paper(\d+)\.html$")
_AUTHORS = 'a[href*="tags#"]'
"""A page has its authors above the abstract, below it, or both, each linked to what else is theirs."""
_PARTS: dict[str, Callable[[Any], Iterable[Any]]] = {
    "p": lambda node: [node],
    "ul": lambda node: node.iterchildren("li"),
}
"""What of a section is read, by its elements' tags."""
_SECTIONS = {"link-id": None, "code-id": "Code", "dataset-id": "Dataset"}
"""Headings with declared links below, and what to call them where their own words do not."""


def parse_index(page: TextResponse) -> Listing:
    """The papers of an edition, each once, by the number of its submission.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title.
    """
    papers: dict[str, Contribution] = {}
    told: dict[Any, _Told] = {}
    for anchor in page.css('a[href*="-Paper"]'):
        landing = next((url for _, url in links(page, [anchor])), "")
        if not (number := _PAGE.search(landing)) or number[1] in papers:
            continue
        entry = _entry(anchor)
        if entry not in told:  # a list that is broken is one entry, which is read once
            told[entry] = _Told("") if entry is None else _told(page, entry)
        title = told[entry].title or text_of(anchor)
        if not title:
            raise UnexpectedPageError(f"an entry without title: {anchor.get()[:120]!r}")
        key = f"Paper{number[1]}"
        papers[number[1]] = Contribution(key, title, landing, told[entry].authors, pdf_url=told[entry].pdf)
    if not papers:
        raise UnexpectedPageError("no link to a paper's page on the list")
    return Listing(tuple(papers.values()))


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what its page adds: authors, abstract, PDF, and links to code, data and the rest.

    Raises:
        UnexpectedPageError: The page has no title or names no author.
    """
    title = text_of(page.css(".post-title h1")[:1]) or text_of(page.css("h1")[:1])
    authors = _people(page.css(_AUTHORS)) or names(text_of(_below(page, "author-id"))) or contribution.authors
    if not title or not authors:
        raise UnexpectedPageError("no title or no author on the paper's page")
    pdf, declared = split_pdf(_offered(page), lambda label: label.startswith("Main Paper"))
    return replace(
        contribution,
        title=title,
        authors=authors,
        abstract=text_of(_below(page, "abstract-id")),
        pdf_url=pdf or contribution.pdf_url,
        declared=declared,
    )


class _Told(NamedTuple):
    """What an entry tells."""

    title: str
    authors: tuple[str, ...] = ()
    pdf: str | None = None


def _entry(anchor: Selector) -> Any:
    """The outermost item of a list around a link that has something in bold; None where there is none."""
    items = [item for item in anchor.root.iterancestors("li") if next(item.iter("b"), None) is not None]
    return items[-1] if items else None


def _told(page: TextResponse, item: Any) -> _Told:
    entry = Selector(root=item, type="html")
    pdf = next((url for _, url in links(page, entry.css("a[href]")) if url.endswith(".pdf")), None)
    return _Told(text_of(entry.css("b")[:1]), _people(entry.css(_AUTHORS)), pdf)


def _offered(page: TextResponse) -> Iterator[tuple[str, str]]:
    """Each link of the sections that have some, with the section's label or the words before it."""
    for heading, label in _SECTIONS.items():
        for paragraph in _below(page, heading):
            before = label or text_of(paragraph).partition(":")[0]
            yield from ((before, url) for _, url in links(page, paragraph.css("a[href]")))


def _below(page: TextResponse, heading: str) -> SelectorList[Selector]:
    """What stands between a heading and the next: an XPath for it takes hours for a page of a megabyte."""
    headings = page.xpath("//h1[@id = $id]", id=heading)
    siblings = (takewhile(lambda node: node.tag != "h1", each.root.itersiblings("*")) for each in headings)
    below = (part for node in chain.from_iterable(siblings) for part in _PARTS.get(node.tag, lambda _: ())(node))
    return SelectorList(Selector(root=part, type="html") for part in below)


def _people(anchors: SelectorList[Selector]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given_name_first(text_of(author)) for author in anchors))


FAMILY = Family(parse_index, parse_landing)
