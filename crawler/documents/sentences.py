"""The words around a place in a page: its sentence, the sentence that its footnote belongs to, its section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reprosurvey.crawler.documents.footnotes import REACH, carrying, footnote_at, next_footnote, without_marks
from reprosurvey.crawler.documents.pages import HYPHEN, Page

_ABBREVIATIONS = (r"al", r"e\.g", r"i\.e", r"cf", r"vs", r"[Ff]ig", r"[Ss]ec", r"[Ee]q", r"[A-Z]")
_ABBREVIATED = "".join(rf"(?<!\b{written}\.)" for written in _ABBREVIATIONS)
TITLE, REFERENCES = "title", "references"
"""Sections that are asked for by name: what stands above the abstract, and the list of references."""
_END = re.compile(
    rf"(?<=[.!?]){_ABBREVIATED}[\d¹²³⁰-⁹]{{0,2}}\s+(?=[\"“(]?[A-Z0-9])"
    r"|\n(?=\d{1,2}\.\s)|(?<=\.)\s(?=https?:)"
)
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


_ANSWER = re.compile(r"\W*(?:Answer|Justification|Yes)\b")
"""How the answer to a question of a checklist begins."""


def sentence_at(text: str, start: int, end: int) -> str:
    """The sentence that holds ``text[start:end]``; with the one before where the place is all it holds or it answers.

    A footnote's sentence does not go beyond the footnote.
    """
    footnote = footnote_at(text, start)
    first = max(0, start - REACH) if footnote is None else footnote.begin
    before = text[first:start]
    breaks = [0, *(m.end() for m in _END.finditer(before))]
    head = before[breaks[-1] :]
    if len(breaks) > 1 and (not head.strip() or _ANSWER.match(head)):
        head = before[breaks[-2] :]
    return plain(head + text[start : _sentence_end(text, start, end, within=footnote is not None)])


def _sentence_end(text: str, start: int, end: int, *, within: bool) -> int:
    """Where the sentence ends; of a footnote, ``within``, with the line where the place ends that line."""
    if within and text[end : end + 1] == "\n":
        return end
    following = _END.search(text, max(start, end - 1), end + REACH)  # the place may itself end in the full stop
    stop = following.start() if following else min(len(text), end + REACH)
    return next_footnote(text, end, stop) or stop


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a footnote belongs to."""

    word: str
    """The word that carries the footnote's mark."""
    sentence: str
    """The sentence around it, numbers of footnotes taken off its words."""
    offset: int
    """Where the mark stands in its page."""


def footnote_carrier(text: str, start: int) -> Carrier | None:
    """Where ``start`` lies in a footnote, what carries the footnote's mark; else None."""
    footnote = footnote_at(text, start)
    place = carrying(text, footnote) if footnote else None
    if place is None:
        return None
    return Carrier(place.word, without_marks(sentence_at(text, place.offset, place.offset)), place.offset)


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a document's parts begin: (page number, offset), the end where there is no such part."""

    abstract: tuple[int, int]
    body: tuple[int, int]
    references: tuple[int, int]
    appendix: tuple[int, int]

    def section(self, page: int, offset: int) -> str:
        """title, abstract, first page, body, references or appendix."""
        place = (page, offset)
        if place >= self.appendix:
            return "appendix"
        if place >= self.references:
            return REFERENCES
        if self.abstract <= place < self.body:
            return "abstract"
        if place < self.abstract < _NOWHERE:
            return TITLE
        return "first page" if page == 1 else "body"


_NOWHERE = (1 << 30, 0)


def outline_of(pages: Sequence[Page]) -> Outline:
    """The outline, read from headings that stand on lines of their own."""
    references = _last(pages, _REFERENCES, (1 if len(pages) == 1 else 2, 0))
    abstract = _first(pages[:2], _ABSTRACT)
    return Outline(
        abstract=abstract,
        body=min(_first(pages[:1], _INTRODUCTION), (abstract[0] + 1 if abstract < _NOWHERE else 2, 0)),
        references=references,
        appendix=_first_after(pages, _APPENDIX, references),
    )


def _first(pages: Sequence[Page], heading: re.Pattern[str]) -> tuple[int, int]:
    places = ((page.number, match.start()) for page in pages if (match := heading.search(page.text)))
    return next(places, _NOWHERE)


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
