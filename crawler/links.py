"""Every web address that a paper gives, with where it stands: the rows of the ``links`` table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.addresses import find_addresses, mend
from crawler.documents import Page
from crawler.sentences import outline_of, plain, sentence_at

Row = dict[str, Any]


def landing_links(paper: Mapping[str, Any]) -> Iterator[Row]:
    """The addresses on the landing page: declared links, then those in the abstract. ``paper``: a row of papers."""
    for link in paper["declared"] or ():
        yield _row("declared", None, "landing page", link["url"], link["label"], link["label"], mend(link["url"]))
    abstract = paper["abstract"] or ""
    for found in find_addresses(abstract):
        sentence = sentence_at(abstract, found.start, found.end)
        yield _row("abstract", None, "landing page", found.written, None, sentence, found.forms)


def document_links(pages: tuple[Page, ...]) -> Iterator[Row]:
    """The addresses in a PDF: its text's, its annotations', and those that only pdfium recognised."""
    outline = outline_of(pages)
    for page in pages:
        known: set[str] = set()
        for found in find_addresses(page.text):
            known.update(found.forms)
            section = outline.section(page.number, found.start)
            sentence = sentence_at(page.text, found.start, found.end)
            yield _row("text", page.number, section, found.written, None, sentence, found.forms)
        for link in page.annotations:
            section = outline.section(page.number, max(link.offset, 0))
            place = max(link.offset, 0)
            sentence = sentence_at(page.text, place, place + len(link.anchor)) if link.offset >= 0 else link.anchor
            if link.url.lower().startswith(("http:", "https:", "www.")):
                known.update(forms := mend(link.url))
                yield _row("annotation", page.number, section, link.url, link.anchor, sentence, forms)
        for link in page.recognised:
            forms = mend(link.url)
            if link.url.lower().startswith("http") and not known.intersection(forms):
                known.update(forms)
                place = max(page.text.find(link.url), 0)
                section = outline.section(page.number, place)
                sentence = sentence_at(page.text, place, place + len(link.url))
                yield _row("text", page.number, section, link.url, None, sentence, forms)


def _row(
    source: str,
    page: int | None,
    section: str,
    written: str,
    anchor: str | None,
    sentence: str,
    forms: tuple[str, ...],
) -> Row:
    return {
        "source": source,
        "page": page,
        "section": section,
        "written": written,
        "anchor": anchor,
        "sentence": plain(sentence),
        "forms": forms,
    }
