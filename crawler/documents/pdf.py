"""A PDF's text and links, page by page, by pypdfium2.

Both kinds of link are read: annotations, which may carry an address behind the word "here", and what pdfium recognises
as web links in the text.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from reprosurvey.crawler.documents.pages import Page, PageLink

ADDRESS_LIMIT = 2048
"""Bytes of a link's address; longer ones are not addresses that a paper gives."""
LINKS_LIMIT = 500
"""Links read of one page."""
LINES_LIMIT = 8
"""Lines read of one link's words."""
ANCHOR_LIMIT = 200
"""Characters kept of them."""

Box = tuple[float, float, float, float]
"""Left, right, bottom and top, in the page's points."""

_ADDRESS = re.compile(r"http|www\.|@", re.IGNORECASE)
"""What pdfium recognises as a web link holds one of these; to look for it is quicker than to ask."""


class UnreadableDocumentError(Exception):
    """A file that pdfium cannot open, or that is locked."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was read of a PDF."""

    page_count: int
    pages: tuple[Page, ...]
    """The first pages, up to the limit that was asked for."""


def read_document(path: Path, page_limit: int) -> Document:
    """Read at most ``page_limit`` pages.

    Raises:
        UnreadableDocumentError: The file is damaged, locked, or not a PDF.
    """
    try:
        document = pdfium.PdfDocument(path)
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadableDocumentError(str(error)) from None
    try:
        count = len(document)
        pages = tuple(_read_page(document, i) for i in range(min(count, page_limit)))
    finally:
        document.close()
    return Document(count, pages)


def _read_page(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Page(index + 1, "")
    textpage = page.get_textpage()
    try:
        raw = textpage.get_text_range(errors="replace")
        return Page(
            number=index + 1,
            text=_plain(raw),
            annotations=tuple(_annotations(document, page, textpage, raw)),
            recognised=tuple(_recognised(textpage)) if _ADDRESS.search(raw) else (),
        )
    finally:
        textpage.close()
        page.close()


def _plain(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _annotations(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, raw: str
) -> Iterator[PageLink]:
    position, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    for _ in range(LINKS_LIMIT):
        if not pdfium_c.FPDFLink_Enumerate(page, position, link):
            return
        url = _action_address(document, link)
        if url and (boxes := _boxes(link)):
            left, _, bottom, top = boxes[0]
            start = pdfium_c.FPDFText_GetCharIndexAtPos(textpage, left + 1, (bottom + top) / 2, 4.0, 4.0)
            offset = pdfium_c.FPDFText_GetTextIndexFromCharIndex(textpage, start) if start >= 0 else -1
            parts = (textpage.get_text_bounded(x0, y0, x1, y1, errors="replace") for x0, x1, y0, y1 in boxes)
            anchor = " ".join(_plain("\n".join(parts)).split())[:ANCHOR_LIMIT]
            yield PageLink(url, anchor, _plain_offset(raw, offset))


def _boxes(link: object) -> list[Box]:
    """Where a link's words stand: a box for each line of them where the file tells, else one for all."""
    quad, boxes = pdfium_c.FS_QUADPOINTSF(), []
    for i in range(min(pdfium_c.FPDFLink_CountQuadPoints(link), LINES_LIMIT)):
        if pdfium_c.FPDFLink_GetQuadPoints(link, i, quad):
            xs, ys = sorted((quad.x1, quad.x2, quad.x3, quad.x4)), sorted((quad.y1, quad.y2, quad.y3, quad.y4))
            boxes.append((xs[0], xs[-1], ys[0], ys[-1]))
    rectangle = pdfium_c.FS_RECTF()
    if not boxes and pdfium_c.FPDFLink_GetAnnotRect(link, rectangle):
        (left, right), (bottom, top) = (
            sorted((rectangle.left, rectangle.right)),
            sorted((rectangle.bottom, rectangle.top)),
        )
        boxes.append((left, right, bottom, top))
    return boxes


def _plain_offset(raw: str, offset: int) -> int:
    return len(_plain(raw[:offset])) if offset >= 0 else -1


def _action_address(document: pdfium.PdfDocument, link: object) -> str:
    action = pdfium_c.FPDFLink_GetAction(link)
    if not action or pdfium_c.FPDFAction_GetType(action) != pdfium_c.PDFACTION_URI:
        return ""
    size = pdfium_c.FPDFAction_GetURIPath(document, action, None, 0)
    if not 0 < size <= ADDRESS_LIMIT:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAction_GetURIPath(document, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def _recognised(textpage: pdfium.PdfTextPage) -> Iterator[PageLink]:
    links = pdfium_c.FPDFLink_LoadWebLinks(textpage)
    try:
        for i in range(min(pdfium_c.FPDFLink_CountWebLinks(links), LINKS_LIMIT)):
            size = pdfium_c.FPDFLink_GetURL(links, i, None, 0)
            if not 0 < size <= ADDRESS_LIMIT:
                continue
            buffer = (ctypes.c_ushort * size)()
            pdfium_c.FPDFLink_GetURL(links, i, buffer, size)
            yield PageLink(bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00"), "", -1)
    finally:
        pdfium_c.FPDFLink_CloseWebLinks(links)
