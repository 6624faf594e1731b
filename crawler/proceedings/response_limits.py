"""What a crawl takes of an answer: so many bytes of each kind, unpacked, and a page in an encoding of the web.

Scrapy's own limit, ``DOWNLOAD_MAXSIZE``, is the page's; a request for an index or a PDF has its own. A parsed page
takes up to 60 times its bytes in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from lxml import etree
from scrapy.exceptions import IgnoreRequest
from scrapy.http import HtmlResponse, Response, TextResponse
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from reprosurvey.crawler.families import UnexpectedPageError

if TYPE_CHECKING:
    from scrapy import Request

PDF_SIGNATURE = b"%PDF-"
SIGNATURE_WITHIN = 1024
"""Bytes in which readers accept the signature (PDF 1.7, implementation note 13)."""

PAGE_BYTES = 4 << 20
"""Of a paper's own page, and of robots.txt."""
INDEX_BYTES = 16 << 20
"""Of a page of an index; those of the largest conferences have 10 million."""
JSON_BYTES = 32 << 20
"""Of an answer of an interface: a thousand papers, with replies."""
PDF_BYTES = 128 << 20

PAGE_ELEMENTS, INDEX_ELEMENTS, DEPTH = 50_000, 500_000, 256
"""Elements of a page, and how many of them may stand within each other: in each of these, all within is looked at."""

OF_INDEX = {"download_maxsize": JSON_BYTES}
OF_PDF = {"download_maxsize": PDF_BYTES}
"""For a request's meta."""

_ENCODINGS = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be gb18030 big5hkscs euc_jp iso2022_jp cp932 cp949 koi8-r koi8-u cp866 mac-roman "
    "cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 "
    "iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16".split()
)
"""Those that browsers know, as w3lib names them. Python knows more, some of which take minutes for a page."""

_Given = ParamSpec("_Given")
_Read = TypeVar("_Read")


class TooLargeError(IgnoreRequest):
    """An answer that has more bytes than one of its kind may have."""


class AnswerLimits:
    """Scrapy middleware between what unpacks an answer and what first looks into it."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Called by Scrapy.

        Raises:
            TooLargeError: It is one of another kind than was asked for, and too large for that.
        """
        size = len(response.body)
        if is_pdf(response.body):
            return Response(**{name: getattr(response, name) for name in Response.attributes})  # whatever it is called
        if size > (limit := _limit(request, response)):
            raise TooLargeError(f"a page of {size >> 20} MiB, of which at most {limit >> 20} are read")
        return _decodable(response) if isinstance(response, TextResponse) else response


def is_pdf(content: bytes) -> bool:
    """Whether readers would accept the content as a PDF."""
    return PDF_SIGNATURE in content[:SIGNATURE_WITHIN]


def text_page(response: Response, elements: int = PAGE_ELEMENTS) -> TextResponse:
    """The page; an address in angle brackets, which publishers do not always escape, is made no tag of.

    Raises:
        UnexpectedPageError: It is no text, or has more elements, or deeper ones, than can be read in a moment.
    """
    if not isinstance(response, TextResponse):
        raise UnexpectedPageError(f"not a page of text but {type(response).__name__}")
    if not isinstance(response, HtmlResponse):
        return response
    page = response.replace(body=response.body.replace(b"<http", b"&lt;http"))
    depth = 0
    for number, (event, _) in enumerate(etree.iterwalk(page.selector.root, events=("start", "end")), 1):
        depth += 1 if event == "start" else -1
        if depth > DEPTH or number > 2 * elements:
            raise UnexpectedPageError(f"more than {elements} elements, or than {DEPTH} within each other")
    return page


def read_by(parse: Callable[_Given, _Read], *given: _Given.args, **named: _Given.kwargs) -> _Read:
    """What a family makes of a page.

    Raises:
        UnexpectedPageError: The page is not what it expects, in whatever way that showed.
    """
    try:
        return parse(*given, **named)
    except UnexpectedPageError:
        raise
    except Exception as error:  # a stranger's page costs itself
        raise UnexpectedPageError(f"{type(error).__name__}: {error}") from error


def _limit(request: Request, response: Response) -> int:
    asked = request.meta.get("download_maxsize", PAGE_BYTES)
    if asked == PDF_BYTES:
        return PAGE_BYTES
    return min(asked, INDEX_BYTES) if isinstance(response, HtmlResponse) else int(asked)


def _decodable(response: TextResponse) -> TextResponse:
    """The page, taken for UTF-8 where it says an encoding that no browser knows."""
    header = (response.headers.get("Content-Type") or b"").decode("latin-1")
    declared = http_content_type_encoding(header) or html_body_declared_encoding(response.body)
    return response if declared is None or declared in _ENCODINGS else response.replace(encoding="utf-8")
