"""The words around a place in a page: its sentence, its section, and the sentence that a footnote belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crawler.documents import HYPHEN, Page

REACH = 400
"""Characters read to each side of a place."""

_END = re.compile(r"(?<=[.!?])[\d¹²³⁰-⁹]{0,2}\s+(?=[\"“(]?[A-Z0-9])|\n(?=\d{1,2}\.\s)|(?<=\.)\s(?=https?:)")
_FOOTNOTE = re.compile(r"(?:^|\n)[ \t]*[∗*†]?(\d{1,2})\s?\.?[ \t]+(?=\S)")
_REFERENCES = re.compile(r"(?:^|\n)[ \t]*(?:\d{1,2}\.?[ \t]+)?(?:References|Bibliography|REFERENCES|BIBLIOGRAPHY)[ \t]*(?=\n)")
_APPENDIX = re.compile(
    r"(?:^|\n)[ \t]*(?:Appendi(?:x|ces)\b|APPENDIX|Supplement(?:ary|al) Material|A(?:ppendix)?\.?\d?\.?[ \t]+[A-Z][a-z]+[^\n.]{0,60}(?=\n))"
)
_ABSTRACT = re.compile(r"(?:^|\n)[ \t]*Abstract\b")
_INTRODUCTION = re.compile(r"(?:^|\n)[ \t]*(?:(?:1|I)\.?[ \t]+)?(?:Introduction|INTRODUCTION)[ \t]*(?=\n)|\nKeywords?:")


def plain(text: str) -> str:
    """Running text: broken words joined, line ends as spaces."""
    return " ".join(re.sub(HYPHEN + r"\n?", "", text).split())


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``; for a footnote, the sentence that refers to it comes first."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    breaks = [m.end() for m in _END.finditer(before)]
    head = before[breaks[-1] :] if breaks else before
    following = _END.search(after)
    sentence = plain(head + text[start:end] + (after[: following.start()] if following else after))
    reference = _footnote_reference(text, start)
    return f"{reference} {sentence}" if reference else sentence


def _footnote_reference(text: str, start: int) -> str:
    """The sentence that carries the number of the footnote at ``start``; empty where that is no footnote."""
    marks = list(_FOOTNOTE.finditer(text, max(0, start - REACH), start))
    if not marks or "\n\n" in text[marks[-1].end() : start]:
        return ""
    number = marks[-1][1]
    carrier = re.compile(rf"[A-Za-z)\]”\"’.,]\s?{number}(?=[\s.,;:)]|$)")
    carriers = [m for m in carrier.finditer(text, 0, marks[-1].start())]
    if not carriers:
        return ""
    place = carriers[-1].start() + 1
    before = text[max(0, place - REACH) : place]
    breaks = [m.end() for m in _END.finditer(before)]
    return plain(before[breaks[-1] :] if breaks else before)


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
    places = [(p.number, m.start()) for p in pages for m in heading.finditer(p.text)]
    return max((p for p in places if p >= earliest), default=_NOWHERE)


def _first_after(pages: Sequence[Page], heading: re.Pattern[str], earliest: tuple[int, int]) -> tuple[int, int]:
    places = ((p.number, m.start()) for p in pages for m in heading.finditer(p.text))
    return next((p for p in places if p > earliest), _NOWHERE) if earliest != _NOWHERE else _NOWHERE
