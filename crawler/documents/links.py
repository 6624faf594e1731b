"""Every web address that a paper gives, with where it stands: the rows of the ``links`` table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reprosurvey.crawler.documents.addresses import Address, find_addresses, mend
from reprosurvey.crawler.documents.bibliography import Bibliography
from reprosurvey.crawler.documents.pages import Page, PageLink
from reprosurvey.crawler.documents.sentences import (
    REFERENCES,
    Carrier,
    Outline,
    footnote_carrier,
    outline_of,
    plain,
    sentence_at,
)
from reprosurvey.crawler.proceedings.declared_code import GIVEN_CODE

Row = dict[str, Any]

LANDING_PAGE = "landing page"

_ON_THE_WEB = re.compile(r"https?:|www\.|git@|ssh:|git:|(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
_LIKE_AN_ADDRESS = re.compile(r"://|www\.|\w\.\w+/")


def landing_links(paper: Mapping[str, Any]) -> Iterator[Row]:
    """The addresses on the landing page: declared links, then those in the abstract. ``paper``: a row of papers."""
    for link in paper["declared"] or ():
        row = {"source": "declared", "written": link["url"], "anchor": link["label"], "sentence": link["label"]}
        if variants := _declared_variants(link):
            yield row | {"section": LANDING_PAGE, "variants": variants}
    abstract = paper["abstract"] or ""
    for found in find_addresses(abstract):
        row = {"source": "abstract", "written": found.written, "variants": found.variants}
        yield row | {"section": LANDING_PAGE, "sentence": sentence_at(abstract, found.start, found.end)}


def _declared_variants(link: Mapping[str, str]) -> tuple[str, ...]:
    """The address itself where a person gave it: another that looks like it may be somebody else's."""
    return (link["url"],) if link["label"] == GIVEN_CODE else mend(link["url"])


def document_links(pages: tuple[Page, ...]) -> Iterator[Row]:
    """The addresses in a PDF: its text's, its annotations', and those that only pdfium recognised."""
    outline = outline_of(pages)
    surroundings = _Surroundings(outline, Bibliography(pages, outline))
    for page in pages:
        known: set[str] = set()
        written = list(find_addresses(page.text))
        for found in written:
            known.update(found.variants)
            row = {"source": "text", "written": found.written, "variants": found.variants}
            yield row | surroundings.of(page, found.start, found.end)
        for link in page.annotations:
            if _ON_THE_WEB.match(link.url) and (variants := mend(link.url)):
                known.update(variants)
                row = {"source": "annotation", "written": link.url, "anchor": link.anchor, "variants": variants}
                start, end = _place(link, variants, written)
                yield row | surroundings.of(page, start, end, link.anchor)
        for link in page.recognised:
            variants = mend(link.url)
            if link.url.lower().startswith("http") and variants and not known.intersection(variants):
                known.update(variants)
                row = {"source": "text", "written": link.url, "variants": variants}
                start = page.text.find(link.url)
                yield row | surroundings.of(page, start, start + len(link.url), link.url)


def is_like_an_address(words: str) -> bool:
    """Whether the words of a link are an address, or part of one."""
    return bool(_LIKE_AN_ADDRESS.search(words))


def _place(link: PageLink, variants: tuple[str, ...], written: list[Address]) -> tuple[int, int]:
    """Where a link's words stand: those that are an address, which may take two lines, where it is written."""
    if is_like_an_address(link.anchor):
        for found in written:
            if set(variants).intersection(found.variants):
                return found.start, found.end
    return link.offset, link.offset + len(link.anchor)


@dataclass(frozen=True, slots=True)
class _Surroundings:
    outline: Outline
    bibliography: Bibliography

    def of(self, page: Page, start: int, end: int, otherwise: str = "") -> Row:
        """Where a place of a page stands; ``otherwise`` is all that is known of one whose offset is not (-1)."""
        if start < 0:
            return _row(page, self.outline.section(page.number, 0), plain(otherwise), None)
        section = self.outline.section(page.number, start)
        carrier = footnote_carrier(page.text, start)
        sentence = sentence_at(page.text, start, end)
        if section == REFERENCES:
            above = self.outline.section(page.number, carrier.offset) if carrier else REFERENCES
            entry = self.bibliography.entry(page, start, end)
            if above != REFERENCES:  # a footnote below the list, of what stands above it
                section = above
            elif entry is None:
                section = REFERENCES if self.bibliography.is_within(page, start) else "appendix"
            else:
                sentence, carrier = entry, self.bibliography.citing(page, start)
        return _row(page, section, sentence, carrier)


def _row(page: Page, section: str, sentence: str, carrier: Carrier | None) -> Row:
    return {
        "page": page.number,
        "section": section,
        "sentence": sentence,
        "reference": carrier.sentence if carrier else None,
        "carrier": carrier.word if carrier else None,
    }
