"""Which footnote a place in a page lies in, and what in the page's text carries the footnote's mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from reprosurvey.crawler.documents.pages import HYPHEN

REACH = 400
"""Characters read to each side of a place."""

_BEGINS = (
    r"(?=https?\s?:|www\.|[\w-]+\.[\w-]+[./]|[\"“(]?[A-Z]"
    r"|(?:available|code|implementation|project|repository|see|source|the|this)\b)"
)
"""What a footnote's text begins with."""
_FOOTNOTE = re.compile(
    rf"(?:^|\n|{HYPHEN}\n?)[ \t]*[∗*†‡§¶]?(?P<mark>\d{{1,2}}|[∗*†‡§¶]{{1,3}})(?:\s?\.?[ \t]*\n?[ \t]*){_BEGINS}",
    re.IGNORECASE,
)
_LABELS = (
    "Table Tab. Figure Fig. Section Sec. Step Phase Theorem Lemma Algorithm Equation Eq. Appendix Definition "
    "Proposition Corollary Assumption Remark Example Stage Level Task Case Chapter Type Experiment Part Property "
    "Group"
).split()
"""Words whose number is a label."""
_UNLABELLED = "".join(rf"(?<!\b{re.escape(label)})" for label in _LABELS)
_RAISED = (
    r"(?:[A-Za-z][a-z]|[A-Z]{{2}}|[a-z][A-Z]|[)\]”\"’'])(?:\d{{1,2}}, ?)?(?P<mark>{})(?=[\s.,;:)](?!\d)|$)",
    r"[a-z)\]”’][.,;:](?P<mark>{})(?=[\s)]|$)",
    rf"[\w)”\]]{_UNLABELLED} (?P<mark>{{}})(?= ?(?:and|or)\b|\s?[.,;:)](?!\d)|\n(?![.,]?\d))",
    r"[A-Za-z)\]”.,]\n(?P<mark>{})\n",
    r"[a-z)\]”’]\. (?P<mark>{})(?= [A-Z])",
)
"""A footnote's number right behind a word, behind the mark that ends a clause, with a space between, or
in a line of its own."""
OFFERED = re.compile(
    r"\b(?:available|codes?|download\w*|found|github|implementations?|online|public\w*|releas\w+|repositor(?:y|ies)"
    r"|scripts|software|website)\b",
    re.IGNORECASE,
)
"""Words with which a paper gives something to its readers."""
_SIGN = r"[\w)\].,;”’]\s?(?P<mark>{})(?=[\s.,;:)]|$)"
_ABSTRACT = re.compile(r"(?:^|\n)[ \t]*Abstract\b", re.IGNORECASE)
_RAISED_NUMBER = re.compile(r"(?<=[a-z]{2})\d{1,2}\b")


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a footnote begins, and its mark."""

    begin: int
    mark: str


@dataclass(frozen=True, slots=True)
class Place:
    """What carries a footnote's mark."""

    offset: int
    word: str


def footnote_at(text: str, start: int) -> Footnote | None:
    """The footnote in which ``start`` lies, as far as its mark tells."""
    found = None
    for match in _FOOTNOTE.finditer(text, max(0, start - REACH), start + len("https:")):
        if match.end() <= start:
            found = Footnote(match.start("mark"), match["mark"])
    return found


def next_footnote(text: str, start: int, stop: int) -> int | None:
    """Where the next footnote begins between the offsets."""
    match = _FOOTNOTE.search(text, start, stop)
    return match.start() if match else None


def carrying(text: str, footnote: Footnote) -> Place | None:
    """The place in the page before ``footnote`` that carries its mark, the likeliest of several."""
    places = [place for place in _places(text, footnote.mark) if place.offset < footnote.begin]
    return places[0] if places else None


def without_marks(sentence: str) -> str:
    """A sentence without the footnotes' numbers behind its words."""
    return _RAISED_NUMBER.sub("", sentence)


@lru_cache(maxsize=128)
def _places(text: str, mark: str) -> list[Place]:
    """The places that may carry a mark, the likelier first: words of what is offered, then by kind and order."""
    if mark.isdigit():
        heading = _ABSTRACT.search(text)  # above it the numbers are those of affiliations
        begin = heading.end() if heading else 0
        matches = [match for kind in _RAISED for match in re.compile(kind.format(mark)).finditer(text, begin)]
    else:
        matches = [*re.finditer(_SIGN.format(re.escape(mark)), text)][::-1]
    places = [Place(match.start("mark"), _word_before(text, match.start("mark"))) for match in matches]
    return sorted(places, key=lambda place: not OFFERED.search(place.word))


def _word_before(text: str, end: int) -> str:
    words = re.findall(r"\w+", text[max(0, end - 40) : end])
    return words[-1] if words else ""
