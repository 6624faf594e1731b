"""The words around a place in a page: its sentence, the sentence that its footnote belongs to, its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reprosurvey.crawler.documents.pdf import HYPHEN, Page

REACH = 400
"""Characters read to each side of a place."""

_END = re.compile(r"(?<=[.!?])[\d¹²³⁰-⁹]{0,2}\s+(?=[\"“(]?[A-Z0-9])|\n(?=\d{1,2}\.\s)|(?<=\.)\s(?=https?:)")
_FOOTNOTE = re.compile(r"(?:^|\n)[ \t]*[∗*†]?(\d{1,2})(?:\s?\.?[ \t]+(?=\S)|(?=https?:|www\.))")
_RAISED_NUMBER = re.compile(r"(?<=[a-z]{2})\d{1,2}\b")
_RAISED = r"(?:[a-z)\]”\"’]|(?<!\d)[.,]){}(?=[\s.,;:)]|$)"
"""A footnote's number right behind a word, as a raised number is extracted."""
_APART = (
    r"[a-z)](?<!\b[Tt]able)(?<!\b[Ff]igure)(?<!\b[Ss]ection)(?<!\b[Ss]tep)(?<!\b[Pp]hase)"
    r" {}(?= (?:and|or)\b|\s?[.,;:)]|\n)"
)
"""The same with a space between."""
_REFERENCES = re.compile(
    r"(?:^|\n)[ \t]*(?:\d{1,2}\.?[ \t]+)?(?:References|Bibliography|REFERENCES|BIBLIOGRAPHY)[ \t]*(?=\n)"
)
_APPENDIX = re.compile(
    r"(?:^|\n)[ \t]*(?:Appendi(?:x|ces)\b|APPENDIX|Supplement(?:ary|al) Material"
    r"|A(?:ppendix)?\.?\d?\.?[ \t]+[A-Z][a-z]+[^\n.]{0,60}(?=\n))"
)
_ABSTRACT = re.compile(r"(?:^|\n)[ \t]*Abstract\b")
_INTRODUCTION = re.compile(r"(?:^|\n)[ \t]*(?:(?:1|I)\.?[ \t]+)?(?:Introduction|INTRODUCTION)[ \t]*(?=\n)|\nKeywords?:")


def plain(text: str) -> str:
    """Running text: broken words joined, line ends as spaces."""
    return " ".join(re.sub(HYPHEN + r"\n?", "", text).split())


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``; with the one before where the place is all it holds."""
    before = text[max(0, start - REACH) : start]
    breaks = [m.end() for m in _END.finditer(before)]
    head = before[breaks[-1] :] if breaks else before
    if len(breaks) > 1 and not head.strip():
        head = before[breaks[-2] :]
    following = _END.search(text, max(start, end - 1), end + REACH)  # the place may itself end in the full stop
    return plain(head + text[start : following.start() if following else end + REACH])


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a footnote belongs to."""

    word: str
    """The word that carries the footnote's number."""
    sentence: str
    """The sentence around it, numbers of footnotes taken off its words."""


def footnote_carrier(text: str, start: int) -> Carrier | None:
    """Where ``start`` lies in a footnote, what carries the footnote's number; else None."""
    marks = [m for m in _FOOTNOTE.finditer(text, max(0, start - REACH), start + len("https:")) if m.end() <= start]
    if not marks:
        return None
    number = marks[-1][1]
    for place in _carriers(text, number):
        if place.end() <= marks[-1].start():
            words = re.findall(r"\w+", text[max(0, place.start() - 40) : place.start() + 1])
            sentence = sentence_at(text, place.start() + 1, place.start() + 1)
            return Carrier(words[-1] if words else "", _RAISED_NUMBER.sub("", sentence))
    return None


@lru_cache(maxsize=128)
def _carriers(text: str, number: str) -> list[re.Match[str]]:
    """The first places in a page that may carry the number of a footnote, the likelier first."""
    places = (re.search(carrier.format(number), text) for carrier in (_RAISED, _APART))
    return [place for place in places if place]


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a document's parts begin: (page number, offset), the end where there is no such part."""

    abstract: tuple[int, int]
    body: tuple[int, int]
    references: tuple[int, int]
    appendix: tuple[int, int]

    def section(self, page: int, offset: int) -> str:
        """abstract, first page, body, references or appendix."""
        place = (page, offset)
        if place >= self.appendix:
            return "appendix"
        if place >= self.references:
            return "references"
        if self.abstract <= place < self.body:
            return "abstract"
        return "first page" if page == 1 else "body"


_NOWHERE = (1 << 30, 0)


def outline_of(pages: Sequence[Page]) -> Outline:
    """The outline, read from headings that stand on lines of their own."""
    references = _last(pages, _REFERENCES, (2, 0))
    first = pages[0].text if pages else ""
    abstract, introduction = _ABSTRACT.search(first), _INTRODUCTION.search(first)
    return Outline(
        abstract=(1, abstract.start()) if abstract else _NOWHERE,
        body=(1, introduction.start()) if introduction else (2, 0),
        references=references,
        appendix=_first_after(pages, _APPENDIX, references),
    )


def _last(pages: Sequence[Page], heading: re.Pattern[str], earliest: tuple[int, int]) -> tuple[int, int]:
    for page in reversed(pages):
        places = [(page.number, match.start()) for match in heading.finditer(page.text)]
        if places and places[-1] >= earliest:
            return places[-1]
    return _NOWHERE


def _first_after(pages: Sequence[Page], heading: re.Pattern[str], earliest: tuple[int, int]) -> tuple[int, int]:
    behind = (page for page in pages if page.number >= earliest[0])
    places = ((page.number, match.start()) for page in behind for match in heading.finditer(page.text))
    return next((place for place in places if place > earliest), _NOWHERE)
