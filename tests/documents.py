"""Makes PDFs: lines of text with links behind words, and files that are no better than they should be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib import pdfencrypt
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEFT, TOP = "Times-Roman", 10, 40.0, 800.0


@dataclass(frozen=True)
class Linked:
    """Words that carry a link."""

    words: str
    url: str


Line = str | Sequence[str | Linked]


def write_pdf(
    path: Path,
    *pages: Sequence[Line],
    password: str | None = None,
    heading: int = SIZE,
    title: str = "untitled",
    author: str = "anonymous",
) -> Path:
    """A PDF of ``pages``, each of lines from top to bottom.

    ``heading``: size of each page's first line; ``title``, ``author``: its metadata, by default what reportlab writes.
    """
    locked = pdfencrypt.StandardEncryption(password) if password else None
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1, encrypt=locked, pageCompression=0)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        for number, line in enumerate(page):
            _set(canvas, [line] if isinstance(line, str) else line, TOP - 14 * number, SIZE if number else heading)
        canvas.showPage()
    canvas.save()
    return path


def _set(canvas: Canvas, line: Sequence[str | Linked], y: float, size: int) -> None:
    text = canvas.beginText(LEFT, y)
    text.setFont(FONT, size)
    x = LEFT
    for piece in line:
        words = piece.words if isinstance(piece, Linked) else piece
        text.textOut(words)
        end = x + stringWidth(words, FONT, size)
        if isinstance(piece, Linked):
            canvas.linkURL(piece.url, (x, y - 2, end, y + size - 2))
        x = end
    canvas.drawText(text)
