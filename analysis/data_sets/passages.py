"""A manuscript as passages: its sentences, each with the part of the paper that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from reprosurvey.analysis.subjects.manuscripts import Manuscript
from reprosurvey.crawler.documents.pages import HYPHEN
from reprosurvey.crawler.documents.sentences import plain


class Part(StrEnum):
    """What a section is about."""

    ABSTRACT = "abstract"
    INTRODUCTION = "introduction"
    RELATED = "related work"
    DATA = "data"
    EXPERIMENTS = "experiments"
    METHOD = "method"
    """Everything that no other part claims."""
    DISCUSSION = "discussion"
    STATEMENTS = "statements"
    """Acknowledgements, ethics, availability of data."""
    REFERENCES = "references"


class Passage(NamedTuple):
    """One sentence, or what lies between two ends of sentences (a row of a table, a caption)."""

    page: int
    """1-based; 0 for the abstract of the landing page."""
    part: Part
    raw: str
    """One line; broken hyphens still marked."""
    text: str
    """With broken words joined."""

    def holds(self, words: Iterable[str]) -> bool:
        """Whether any of ``words`` stands in it as written: quicker than a pattern, and asked before one."""
        return any(map(self.text.__contains__, words))

    @property
    def place(self) -> str:
        """For a verdict's evidence."""
        return f"page {self.page}" if self.page else "abstract"


_USUAL = (
    r"(?:Related Works?|Introduction|Background|Data(?: ?sets?)?(?: and [A-Z][a-z]+)?|Materials?(?: and Methods?)?"
    r"|Methods?|Experiments?|Experimental [A-Z][a-z]+|Results?(?: and Discussion)?|Evaluation|Discussion|Conclusions?"
    r"|Abstract|Acknowledge?ments?|References|Bibliography|Appendix(?: [A-Z])?|Appendices|Supplementary [A-Z][a-z]+)\.?"
)
"""Headings that need no number, and may end in a full stop."""
_USUAL_HEADING = re.compile(_USUAL)
_HEADING = re.compile(
    r"^[ \t]*(?:(?:Appendix[ \t]+)?(?P<number>(?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3})[.:]?[ \t]+"
    rf"(?P<title>[A-Z][^\n]{{2,80}})|(?P<bare>{_USUAL}))[ \t]*$",
    re.MULTILINE,
)
_PARTS = (
    (Part.REFERENCES, re.compile(r"^(?:references|bibliography)\b")),
    (Part.ABSTRACT, re.compile(r"^abstract\b")),
    (Part.RELATED, re.compile(r"related|background|literature|previous work|prior work|state[- ]of[- ]the[- ]art")),
    (Part.INTRODUCTION, re.compile(r"introduction|motivation")),
    (Part.STATEMENTS, re.compile(r"acknowledge?ment|availability|compliance|ethic|conflict|funding")),
    (
        Part.DATA,
        re.compile(
            r"\bdata\b(?!-| ?(?:scien|driven|mining))|data ?sets?\b|database|material|participants|subjects|patients"
            r"|cohort|acquisition|images$"
        ),
    ),
    (
        Part.EXPERIMENTS,
        re.compile(
            r"experiment|result|evaluation|validation|implementation|training|setup|settings|ablation|compar|"
            r"application|performance|segmentation of|baseline|metrics|testing"
        ),
    ),
    (Part.DISCUSSION, re.compile(r"discussion|conclu|limitation|outlook|future")),
)
_END = re.compile(
    r"[.!?\n](?:(?<!\n)(?<!\bal\.)(?<!\bFig\.)(?<!\bTab\.)(?<!\bSec\.)(?<!\bEq\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)"
    r"(?<!\bresp\.)(?<!\bcf\.)(?<!\bDr\.)(?<!\bNo\.)(?<!\bref\.)(?<!\bapprox\.)(?<!\bviz\.)"
    r"[\d,¹²³⁰-⁹]{0,4}\s+(?=[\"“(\[]?[A-Z0-9])|(?<=\n)(?=(?:Table|Figure|Fig\.) ?\d|\d{1,2}\.\s?(?:https?:|[A-Z])))"
)
"""The end of a sentence, its last mark included, or the line break before a caption or a footnote."""
_RUN_IN = re.compile(
    r"(?:The )?(?:\w+ ){0,2}(?:Data|Data ?sets?|Materials|Participants|Cohorts?)(?: \w+){0,2}\s?[.:](?:\s|$)"
)
_CAPTION = re.compile(r"(?:Table|Figure|Fig\.) ?\d{1,2}\s?[.:]")
PIECE = 1000
"""Characters of a passage; sentences are shorter, and what is longer is a table."""
_PIECES = re.compile(rf".{{1,{PIECE}}}(?:\s|$)|.{{{PIECE}}}")
_FURNITURE = re.compile(r"\n(?:\d{1,3}|Full Paper – .{0,40}|Proceedings of [^\n]*|©[^\n]*)(?=\n|\Z)")


@lru_cache(maxsize=1)
def passages(manuscript: Manuscript) -> tuple[Passage, ...]:
    """Every passage outside the list of references, the landing page's abstract first.

    A manuscript is cut once for all criteria that read it one after the other.
    """
    return tuple(_passages(manuscript))


def _passages(manuscript: Manuscript) -> Iterator[Passage]:
    for sentence in _split(manuscript.abstract):
        if flat := _flat(sentence):
            yield passage_of(0, Part.ABSTRACT, flat)
    part = Part.INTRODUCTION
    parents: dict[str, Part] = {}
    for page in manuscript.pages:
        position = 0
        for heading in (*_HEADING.finditer(page.text), None):
            end = heading.start() if heading else len(page.text)
            part = _part_in(manuscript.outline.section(page.number, position), part)
            yield from _sentences(page.number, part, page.text[position:end])
            if heading is None:
                break
            position = heading.start()
            if _is_heading(heading):
                position, part = heading.end(), _part_under(heading, parents)


def passage_of(page: int, part: Part, raw: str) -> Passage:
    """The passage of one line."""
    return Passage(page, part, raw, plain(raw) if HYPHEN in raw else raw)


def _part_in(section: str, current: Part) -> Part:
    """The part at a place of the outline, which tells of the references and what follows them."""
    if section == "references":
        return Part.REFERENCES
    return Part.METHOD if section == "appendix" and current is Part.REFERENCES else current


def _part_under(heading: re.Match[str], parents: dict[str, Part]) -> Part:
    title, number = heading["title"] or heading["bare"], heading["number"] or ""
    parent = parents.get(number.rpartition(".")[0]) if "." in number else None
    part = _named_part(title.casefold()) or parent or Part.METHOD
    if number:
        parents[number] = part
    return part


def _is_heading(line: re.Match[str]) -> bool:
    """Whether a numbered line is a heading, not an item of a list, a footnote or a row of a table, which are text."""
    title = line["title"]
    if title is None or _USUAL_HEADING.fullmatch(title.rstrip()):
        return True
    return len(title.split()) <= 12 and not title.rstrip().endswith((".", ",", ";")) and "http" not in title


def _named_part(title: str) -> Part | None:
    return next((part for part, pattern in _PARTS if pattern.search(title)), None)


def _sentences(page: int, part: Part, text: str) -> Iterator[Passage]:
    if part is Part.REFERENCES:
        return
    for sentence in _split(_FURNITURE.sub("\n", f"\n{text}")):
        flat = _flat(sentence)
        if not flat:
            continue
        if _RUN_IN.match(flat) and part not in (Part.RELATED, Part.ABSTRACT):
            part = Part.DATA
        here = Part.EXPERIMENTS if _is_caption(flat) and part is not Part.RELATED else part
        for piece in _PIECES.findall(flat) if len(flat) > PIECE else (flat,):
            yield passage_of(page, here, piece.strip())


def _split(text: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(text):
        yield text[start : end.start() + (text[end.start()] != "\n")]
        start = end.end()
    yield text[start:]


def _is_caption(text: str) -> bool:
    return text.startswith(("Table", "Fig")) and _CAPTION.match(text) is not None


def _flat(text: str) -> str:
    return " ".join(text.replace(HYPHEN + "\n", HYPHEN).split())
