"""Any landing page, by the meta elements that publishers give search engines (Highwire, Dublin Core, Open Graph).

Only what the page says of itself is taken. Links are not: which of a strange page's links is the paper's code cannot
be told from its markup, and the abstract and the PDF name it anyway.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.crawler.families.contributions import Contribution
from reprosurvey.crawler.families.markup import address_on, given_name_first, meta, text_of

if TYPE_CHECKING:
    from scrapy.http import TextResponse

_TITLES = ("citation_title", "DC.title", "dc.title", "DC.Title", "eprints.title")
_AUTHORS = ("citation_author", "DC.creator", "dc.creator", "DC.Creator", "eprints.creators_name")
_ABSTRACTS = ("citation_abstract", "DC.description", "dc.description", "DC.Description", "eprints.abstract")
_PDFS = ("citation_pdf_url", "eprints.document_url")


def parse_landing(page: TextResponse, contribution: Contribution) -> Contribution:
    """The contribution with what the page says; what the person wrote in the list stands over it."""
    graph = page.css('meta[property="og:title"]::attr(content)').getall()
    title = contribution.title or next(iter((*_metas(page, _TITLES), *graph, text_of(page.css("title")))), "").strip()
    pdfs = (address_on(page.url, written) for written in _metas(page, _PDFS))
    return replace(
        contribution,
        title=title,
        authors=contribution.authors or tuple(given_name_first(name) for name in _metas(page, _AUTHORS)),
        abstract=contribution.abstract or next(iter(_metas(page, _ABSTRACTS)), ""),
        pdf_url=contribution.pdf_url or next(filter(None, pdfs), None),
    )


def _metas(page: TextResponse, sought: tuple[str, ...]) -> list[str]:
    """The contents of the first of the names that the page has."""
    return next((found for name in sought if (found := meta(page, name))), [])
