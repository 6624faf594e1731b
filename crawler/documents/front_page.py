"""A paper's title and authors as its PDF gives them, for a list that does not.

Metadata is taken at its word only where the first page says the same, because templates and word processors leave their
own in it. Else the title is what stands on the first page in the largest type, and the authors are the names below it.
What is in doubt is left out: a wrong author would make somebody's repository the paper's own.
"""

from __future__ import annotations

import ctypes
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

METADATA, FIRST_PAGE = "metadata", "first page"
"""Where in the PDF it stands."""

CHARACTERS = 6000
"""Characters of the first page that are looked at: more than a page of one column has."""
TITLE_LIMIT = 300
"""Characters of a title."""
AUTHORS_LIMIT = 100
HEAD = 80
"""Lines below the title in which authors are looked for."""

_LARGER = 1.1
"""How much larger than most of the page's type a title is at least."""
_ALIKE = 0.06
"""By how much the type of a title's lines may differ."""
_GAP = 1.2
"""Width of the space between two columns of authors, in heights of their type."""

_NO_TITLE = re.compile(r"arXiv:|\(?(?:untitled|anonymous|unspecified)\)?$|microsoft word|.*\.\w{2,4}$", re.IGNORECASE)
"""What archives stamp on a page, and what programs write where nobody gave a title."""
_ABOVE_TITLE = re.compile(
    r"(?:under review|published (?:as|in)|proceedings of|accepted (?:to|at|by)|preprint\b|journal of|"
    r"contents lists|research article|original (?:article|paper)|full paper|short paper|\d+(?:st|nd|rd|th) )",
    re.IGNORECASE,
)
"""What stands above titles."""
_BODY = re.compile(r"\W*(?:abstract|summary|introduction|keywords|index terms)\b|1\.?\s+introduction", re.IGNORECASE)
"""With what the text below the authors begins."""

_HYPHEN = re.compile("[\x02\ufffe] ?(.)")
"""What pdfium puts for a hyphen at the end of a line."""
_ADDRESS = re.compile(r"(?:[{(\[][^{}()\[\]@]{0,100}[})\]]|[\w.+\-]{1,64})@[\w.\-]{1,100}")
_MARK = re.compile(r"[^\w\s.'’\-–‐,;&]|[\d_]+")
"""Marks of footnotes and affiliations behind a name."""
_MARKED = re.compile(r"[^\W\d_]{2}[\d*†‡§∗]")
_BETWEEN = re.compile(r"\s*(?:[,;]|\band\b|&)\s*")
_GOES_ON = re.compile(r"(?:,|\band|&)\s*$")
_CONTINUES = re.compile(r"\s*(?:,|and\b|&)")
_WORD = r"(?:[^\W\d_a-z][^\W\d_]*|[dl]['’][A-Z][^\W\d_]*)(?:\.?['’\-–‐][^\W\d_]+)*\.?"
_PARTICLE = r"(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ter|ten|zu|y)"
_NAME = re.compile(rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,2}}{_WORD}){{1,3}}")
_NO_NAME = re.compile(
    r"\b(?:universi|instit|depart|laborator|labs?\b|research|school|college|cent(?:er|re)\b|hospital|facult|academ|inc\b|"
    r"ltd|gmbh|corporation|company|technolog|polytech|google|deepmind|microsoft|facebook|amazon|apple|nvidia|intel\b|"
    r"ibm|openai|huawei|alibaba|tencent|samsung|science|engineering|intelligence|ai\b|clinic|eth\b|mit\b|inria|cnrs|epfl|"
    r"united|states|kingdom|usa\b|uk\b|workshop|conference|learning|network|draft|version|review|report|material|paper|"
    r"submission|anonymous|author|correspond|equal|editor)|(?-i:[a-z][A-Z]\b)",
    re.IGNORECASE,
)
"""Words of affiliations and notices, or a mark that is a letter."""
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˚": "\u030a"}
"""Accents that TeX sets as characters of their own, before the letter."""
_ODDMENTS = " .-" + "".join(_ACCENTS)
"""What may be left around a name."""
_ACCENTED = re.compile(rf"([{''.join(_ACCENTS)}])\s?([^\W\d_])")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """What a PDF says of itself; empty where it does not, or in doubt."""

    title: str = ""
    title_from: str | None = None
    """:data:`METADATA` or :data:`FIRST_PAGE`; None where there is no title."""
    authors: tuple[str, ...] = ()
    """In order, given name first."""
    authors_from: str | None = None
    """Likewise."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the first page."""

    pieces: tuple[str, ...]
    """Its text, apart where a wide space is."""
    height: float
    """Of its type, in points."""

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.pieces)


def read_front_page(path: Path) -> FrontPage:
    """Title and authors of the PDF at ``path``.

    Raises:
        PdfiumError: It cannot be opened, or has no page that can be read.
    """
    with pdfium.PdfDocument(path) as document:
        metadata = document.get_metadata_dict()
        lines = list(_lines(document[0].get_textpage()))
    return front_page(metadata["Title"], metadata["Author"], lines)


def front_page(title: str, authors: str, lines: Sequence[Line]) -> FrontPage:
    """Title and authors by the metadata's words and the first page's lines."""
    headed, below = _heading(lines)
    page = _letters(" ".join(line.text for line in lines))
    told = " ".join(title.split())[:TITLE_LIMIT]
    if not _is_title(told) or (headed and _letters(told) not in page):
        told = ""
    named, printed = _confirmed(authors, page), _printed(below)
    kept = max(named, printed, key=len)
    return FrontPage(
        title=told or headed,
        title_from=_place(told, told or headed),
        authors=kept,
        authors_from=_place(kept == named, kept),
    )


def _place(of_metadata: object, found: object) -> str | None:
    """Where what was ``found`` stands: in the metadata or on the page; None where there is nothing."""
    if not found:
        return None
    return METADATA if of_metadata else FIRST_PAGE


def _lines(textpage: pdfium.PdfTextPage) -> Iterator[Line]:
    """The lines in the order of the text."""
    for is_end, characters in groupby(_characters(textpage), key=lambda character: character.text in "\r\n"):
        if not is_end and (line := _line(characters)):
            yield line


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    left: float
    right: float
    height: float
    """0 where it takes no room, as a space."""


def _characters(textpage: pdfium.PdfTextPage) -> Iterator[_Character]:
    box = pdfium_c.FS_RECTF()
    for index in range(min(textpage.count_chars(), CHARACTERS)):
        text = chr(pdfium_c.FPDFText_GetUnicode(textpage, index))
        if not text.isspace() and pdfium_c.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box)):
            yield _Character(text, box.left, box.right, abs(box.top - box.bottom))
        else:
            yield _Character(text, 0, 0, 0)


def _line(characters: Iterable[_Character]) -> Line | None:
    """The line that characters make; None where none of them takes room."""
    pieces, shown = [""], list[_Character]()
    for character in characters:
        if character.height:
            if shown and character.left - shown[-1].right > _GAP * character.height:
                pieces.append("")
            shown.append(character)
        pieces[-1] += character.text
    if not shown:
        return None
    height = statistics.median(character.height for character in shown)
    return Line(tuple(" ".join(piece.split()) for piece in pieces), height)


def _heading(lines: Sequence[Line]) -> tuple[str, Sequence[Line]]:
    """The title that the page shows, and the lines below it; empty where no line stands out."""
    first = _first_in_largest_type(lines)
    if first is None:
        return "", ()
    end = _end_of_run(lines, first)
    if lines[end - 1].text.endswith(":"):  # the rest of the title stands below in smaller type
        end = _end_of_run(lines, end)
    title = _joined(line.text for line in lines[first:end])
    return (title, lines[end:]) if _is_title(title) else ("", ())


def _first_in_largest_type(lines: Sequence[Line]) -> int | None:
    """The number of the first line that may be a title in the largest type; None where it does not stand out."""
    shown = [number for number, line in enumerate(lines) if _may_head(line)]
    if not shown:
        return None
    largest = max(lines[number].height for number in shown)
    usual = statistics.median(line.height for line in lines for _ in line.text)
    if largest < usual * _LARGER:
        return None
    return next(number for number in shown if _alike(lines[number].height, largest))


def _end_of_run(lines: Sequence[Line], first: int) -> int:
    """The number after the last of the lines from ``first`` on whose type is alike."""
    return first + sum(1 for _ in takewhile(lambda line: _alike(line.height, lines[first].height), lines[first:]))


def _alike(height: float, other: float) -> bool:
    return abs(height - other) < _ALIKE * other


def _may_head(line: Line) -> bool:
    return len(_letters(line.text)) > 3 and not _NO_TITLE.match(line.text) and not _ABOVE_TITLE.match(line.text)


def _joined(lines: Iterable[str]) -> str:
    """One text of several lines; a word that is broken at a hyphen keeps it where a capital follows."""
    text = _HYPHEN.sub(lambda found: found[1] if found[1].islower() else f"-{found[1]}", " ".join(lines))
    return " ".join(text.split()).strip(" *∗†‡§")


def _is_title(text: str) -> bool:
    return " " in text and len(text) <= TITLE_LIMIT and not _NO_TITLE.match(text)


def _confirmed(authors: str, page: str) -> tuple[str, ...]:
    """The names of the metadata, where all of them stand on the page."""
    if ";" in authors:
        parts = [" ".join(reversed(part.split(",", 1))) for part in authors.split(";")]
    else:
        parts = _BETWEEN.split(authors)
    names = _names(parts)
    return names if all(_letters(name) in page for name in names) else ()


def _printed(below: Sequence[Line]) -> tuple[str, ...]:
    """The names in the lines between title and text: the first line of names, and those that go on from it, that carry
    marks as it does, or that stand beside or below an e-mail address.
    """
    found: list[str] = []
    goes_on = True
    for number, line in enumerate(takewhile(lambda line: not _BODY.match(line.text), below[:HEAD])):
        names = _names_of(line)
        begins = number < 3 if not found else goes_on or bool(_CONTINUES.match(line.text))
        if names and (begins or "@" in line.text or _MARKED.search(line.text)):
            found += names
        goes_on = "@" in line.text or bool(names and _GOES_ON.search(line.text))
    return tuple(dict.fromkeys(found))[:AUTHORS_LIMIT]


def _names_of(line: Line) -> tuple[str, ...]:
    """The names that a line consists of; none where it has anything else but e-mail addresses."""
    pieces = (_MARK.sub(",", _ADDRESS.sub(" ", _accented(piece))) for piece in line.pieces)
    return _names(part for piece in pieces for part in _BETWEEN.split(piece))


def _names(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts, where each is a name or nothing."""
    names = [name for part in parts if (name := " ".join(part.split()).strip(_ODDMENTS))]
    return tuple(names) if all(_NAME.fullmatch(name) and not _NO_NAME.search(name) for name in names) else ()


def _accented(text: str) -> str:
    return unicodedata.normalize(
        "NFC", _ACCENTED.sub(lambda found: found[2].replace("ı", "i") + _ACCENTS[found[1]], text)
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]+", "", text).casefold()
