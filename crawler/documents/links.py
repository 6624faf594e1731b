"""Every web address that a paper gives, with where it stands: the rows of the ``links`` table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reprosurvey.crawler.documents.addresses import find_addresses, mend
from reprosurvey.crawler.documents.pdf import Page
from reprosurvey.crawler.documents.sentences import Outline, footnote_carrier, outline_of, plain, sentence_at
from reprosurvey.crawler.proceedings.paper_lists import GIVEN_CODE

Row = dict[str, Any]

LANDING_PAGE = "landing page"


def landing_links(paper: Mapping[str, Any]) -> Iterator[Row]:
    """The addresses on the landing page: declared links, then those in the abstract. ``paper``: a row of papers."""
    for link in paper["declared"] or ():
        row = {"source": "declared", "written": link["url"], "anchor": link["label"], "sentence": link["label"]}
        yield row | {"section": LANDING_PAGE, "forms": _declared_forms(link)}
    abstract = paper["abstract"] or ""
    for found in find_addresses(abstract):
        row = {"source": "abstract", "written": found.written, "forms": found.forms}
        yield row | {"section": LANDING_PAGE, "sentence": sentence_at(abstract, found.start, found.end)}


def _declared_forms(link: Mapping[str, str]) -> tuple[str, ...]:
    """The address itself where a person gave it: another that looks like it may be somebody else's."""
    return (link["url"],) if link["label"] == GIVEN_CODE else mend(link["url"])


def document_links(pages: tuple[Page, ...]) -> Iterator[Row]:
    """The addresses in a PDF: its text's, its annotations', and those that only pdfium recognised."""
    outline = outline_of(pages)
    for page in pages:
        known: set[str] = set()
        for found in find_addresses(page.text):
            known.update(found.forms)
            row = {"source": "text", "written": found.written, "forms": found.forms}
            yield row | _surroundings(page, outline, found.start, found.end)
        for link in page.annotations:
            if link.url.lower().startswith(("http:", "https:", "www.")):
                known.update(forms := mend(link.url))
                row = {"source": "annotation", "written": link.url, "anchor": link.anchor, "forms": forms}
                yield row | _surroundings(page, outline, link.offset, link.offset + len(link.anchor), link.anchor)
        for link in page.recognised:
            forms = mend(link.url)
            if link.url.lower().startswith("http") and not known.intersection(forms):
                known.update(forms)
                start = page.text.find(link.url)
                row = {"source": "text", "written": link.url, "forms": forms}
                yield row | _surroundings(page, outline, start, start + len(link.url), link.url)


def _surroundings(page: Page, outline: Outline, start: int, end: int, otherwise: str = "") -> Row:
    """Where a place of a page stands; ``otherwise`` is all that is known of one whose offset is not (-1)."""
    carrier = footnote_carrier(page.text, start) if start >= 0 else None
    return {
        "page": page.number,
        "section": outline.section(page.number, max(start, 0)),
        "sentence": sentence_at(page.text, start, end) if start >= 0 else plain(otherwise),
        "reference": carrier.sentence if carrier else None,
        "carrier": carrier.word if carrier else None,
    }
