"""What is read of a PDF, page by page: its text, and the addresses that it links to."""

from __future__ import annotations

from dataclasses import dataclass

HYPHEN = "\ufffe"
"""What pdfium puts where a line ends in a hyphen."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """An address that a page links to."""

    url: str
    anchor: str
    """The words that carry it; empty where pdfium recognised it in the text."""
    offset: int
    """Where it stands in the page's text, in characters; -1 where that is not known."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page."""

    number: int
    text: str
    """Lines as in the PDF, separated by one newline; :data:`HYPHEN` where a line was broken at a hyphen."""
    annotations: tuple[PageLink, ...] = ()
    recognised: tuple[PageLink, ...] = ()
