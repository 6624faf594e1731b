"""MICCAI's open access: an edition's list, and a paper's page with its reviews, code and data.

Two layouts: miccai2021.org and conferences.miccai.org (2021 to 2023), whose list links titles, and papers.miccai.org
(2024 on), whose list has a title, its authors, and two links below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from parsel import Selector, SelectorList

from reprosurvey.crawler.families.contributions import Contribution, Family, Listing, UnexpectedPageError
from reprosurvey.crawler.families.markup import given_name_first, links, names, split_pdf, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_PAGE = re.compile(r"/\d+-Paper(\d+)\.html$")
_AUTHORS = 'a[href*="tags#"]'
"""A page has its authors above the abstract, below it, or both, each linked to what else is theirs."""
_SECTIONS = {"link-id": None, "code-id": "Code", "dataset-id": "Dataset"}
"""Headings with declared links below, and what to call them where their own words do not."""


def parse_index(page: TextResponse) -> Listing:
    """The papers of an edition, each once, by the number of its submission.

    Raises:
        UnexpectedPageError: The page lists none, or an entry has no title.
    """
    papers: dict[str, Contribution] = {}
    for anchor in page.css('a[href*="-Paper"]'):
        landing = next((url for _, url in links(page, [anchor])), "")
        if not (number := _PAGE.search(landing)) or number[1] in papers:
            continue
        entry = anchor.xpath("ancestor::li[.//b][last()]")
        title = text_of(entry.css("b")[:1]) or text_of(anchor)
        if not title:
            raise UnexpectedPageError(f"an entry without title: {anchor.get()[:120]!r}")
        papers[number[1]] = Contribution(
            key=f"Paper{number[1]}",
            title=title,
            landing_url=landing,
            authors=_people(entry.css(_AUTHORS)),
            pdf_url=next((url for _, url in links(page, entry.css("a[href]")) if url.endswith(".pdf")), None),
        )
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


def _offered(page: TextResponse) -> Iterator[tuple[str, str]]:
    """Each link of the sections that have some, with the section's label or the words before it."""
    for heading, label in _SECTIONS.items():
        for paragraph in _below(page, heading):
            before = label or text_of(paragraph).partition(":")[0]
            yield from ((before, url) for _, url in links(page, paragraph.css("a[href]")))


def _below(page: TextResponse, heading: str) -> SelectorList[Selector]:
    """What stands between a heading and the next."""
    return page.xpath("//h1[@id = $id]/following-sibling::*[preceding-sibling::h1[1]/@id = $id]", id=heading).xpath(
        "self::p | self::ul/li"
    )


def _people(anchors: SelectorList[Selector]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(given_name_first(text_of(author)) for author in anchors))


FAMILY = Family(parse_index, parse_landing)
