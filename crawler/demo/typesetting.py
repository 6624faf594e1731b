"""Sets the demo's papers as PDFs: running text with links, raised numbers and footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT, TOP, BOTTOM = 90.0, LETTER[0] - 90.0, LETTER[1] - 90.0, 90.0
FOOT = 60.0
"""Height of the page number."""
TEXT, HEADING, SMALL = ("Times-Roman", 11.0), ("Times-Bold", 12.0), ("Times-Roman", 8.5)

_MARKUP = re.compile(r"\[(?P<words>[^]]+)\]\((?P<link>[^)]+)\)|\^(?P<raised>\d+)|(?P<plain>[^[^]+|.)", re.DOTALL)


@dataclass(frozen=True)
class _Piece:
    """Characters without a space that are set alike."""

    text: str
    link: str = ""
    raised: bool = False

    def width(self, font: tuple[str, float]) -> float:
        return float(stringWidth(self.text, font[0], font[1] * (0.6 if self.raised else 1)))


_Line = list[_Piece]


def _pieces(markup: str) -> Iterator[_Piece]:
    """The words of a text, and between them a piece for each run of spaces and for each line break."""
    for match in _MARKUP.finditer(markup):
        if match["raised"]:
            yield _Piece(match["raised"], raised=True)
        else:
            for text in re.findall(r"\n| +|[^ \n]+", match["words"] or match["plain"]):
                yield _Piece(text, match["link"] or "")


def _lines(markup: str, font: tuple[str, float], width: float) -> Iterator[_Line]:
    """The lines of a paragraph, broken at spaces and where the text says so."""
    line: _Line = []
    for piece in _pieces(markup):
        if piece.text == "\n":
            yield line
            line = []
            continue
        line.append(piece)
        while sum(p.width(font) for p in line) > width and (space := _last_space(line)) is not None:
            yield line[:space]
            line = line[space + 1 :]
    yield line


def _last_space(line: _Line) -> int | None:
    return next((i for i in range(len(line) - 1, 0, -1) if line[i].text.isspace()), None)


class Typesetter:
    """One PDF, written from top to bottom."""

    def __init__(self, path: Path, title: str, author: str, first_page: int) -> None:
        self._canvas = Canvas(str(path), pagesize=LETTER, invariant=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._number = first_page
        self._y, self._floor = TOP, BOTTOM
        self._footnote: list[_Line] = []
        self._glue_number = False

    def footnote(self, markup: str, *, glue_number: bool = False) -> None:
        """A footnote of this page; ``glue_number`` sets the page's number right behind it."""
        self._footnote = list(_lines(markup, SMALL, RIGHT - LEFT))
        self._floor = BOTTOM + 12 * len(self._footnote)
        self._glue_number = glue_number

    def paragraph(self, markup: str, font: tuple[str, float] = TEXT, space: float = 7.0) -> None:
        """Running text, and some space below it."""
        for line in _lines(markup, font, RIGHT - LEFT):
            if self._y < self._floor + font[1]:
                self.new_page()
            self._y -= font[1] * 1.25
            self._set(line, font, LEFT, self._y)
        self._y -= space

    def new_page(self) -> None:
        """End this page, with its footnote and its number at the foot."""
        end, y = LETTER[0] / 2, FOOT
        if self._footnote:
            self._canvas.line(LEFT, self._floor, LEFT + 80, self._floor)
        for i, line in enumerate(self._footnote, 1):
            place = self._floor - 11 * i
            footnote_end = self._set(line, SMALL, LEFT, place)
            if self._glue_number:
                end, y = footnote_end, place
        self._canvas.setFont(*SMALL)
        self._canvas.drawString(end, y, str(self._number))
        self._canvas.showPage()
        self._number += 1
        self._y, self._floor = TOP, BOTTOM
        self._footnote, self._glue_number = [], False

    def save(self) -> None:
        """End the last page and write the file."""
        self.new_page()
        self._canvas.save()

    def _set(self, line: _Line, font: tuple[str, float], x: float, y: float) -> float:
        """Set one line; its links become annotations. Returns where it ends."""
        text = self._canvas.beginText(x, y)
        links: dict[str, tuple[float, float]] = {}
        for piece in line:
            text.setFont(font[0], font[1] * (0.6 if piece.raised else 1))
            text.setRise(font[1] * 0.35 if piece.raised else 0)
            text.textOut(piece.text)
            end = x + piece.width(font)
            if piece.link:
                links[piece.link] = (links.get(piece.link, (x, x))[0], end)
            x = end
        self._canvas.drawText(text)
        for link, (start, end) in links.items():
            self._canvas.linkURL(link, (start, y - 2, end, y + font[1] - 2))
        return x
