"""The entries of a document's reference list, and where its text cites them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

from reprosurvey.crawler.documents.footnotes import OFFERED
from reprosurvey.crawler.documents.pages import Page
from reprosurvey.crawler.documents.sentences import REFERENCES, Carrier, Outline, plain, sentence_at

ENTRY_REACH = 1600
"""Characters that an entry's words before an address may take."""
YEAR_REACH = 100
"""Characters behind it in which the entry's year may stand."""
SHORT_ENTRY = 150
"""Characters before an address in an entry that needs no year."""
LIST_REACH, LIST_YEARS = 600, 4
"""Characters to each side of a place in a list of works, and years among them at least."""
CITING_LIMIT = 20
"""Places looked at for one entry."""
CITATIONS_LIMIT = 4000
"""Citations in square brackets looked at."""
NAMES_LIMIT = 200
"""Entries without a label whose citations are looked for."""

_LABELLED = re.compile(r"(?:^|\n)[ \t]*(?:\[(?P<label>[^\]]{1,14})\]|(?P<number>\d{1,3})\.)[ \t\n]+(?=\S)")
_UNLABELLED = re.compile(r"(?:(?:^|\n)[ \t]*References[ \t]*|[.\d]|\d[a-z])\n(?=[A-Z])")
_YEAR = re.compile(r"\b((?:19|20)\d\d)[a-z]?\b")
_FIRST_AUTHOR = re.compile(r"\s*(?P<name>(?:[\w’'-]+\.?[ \n]){0,4}?[\w’'-]{2,})(?=,|\.|\s+(?:and|et al)\b|\s*\()")
_CITED = re.compile(r"\[([^\][]{1,120})\]")


class Bibliography:
    """The references of a document, by the place of an address in them."""

    def __init__(self, pages: Sequence[Page], outline: Outline) -> None:
        self._pages = pages
        self._outline = outline
        self._by_name: dict[tuple[str, str], Sequence[Carrier]] = {}

    def entry(self, page: Page, start: int, end: int) -> str | None:
        """The entry that holds ``page.text[start:end]``, from its label or author on; None where there is none."""
        begin = self._begin(page, start)
        if begin is None:
            return None
        is_short = page.text[begin : begin + 2].strip().startswith("[") and start - begin < SHORT_ENTRY
        if not is_short and not _YEAR.search(page.text, begin, end + YEAR_REACH):
            return None
        return plain(page.text[begin:end])

    def is_within(self, page: Page, start: int) -> bool:
        """Whether so many years stand around the place that it can only lie in a list of works."""
        around = page.text[max(0, start - LIST_REACH) : start + LIST_REACH]
        return len(_YEAR.findall(around)) >= LIST_YEARS

    def citing(self, page: Page, start: int) -> Carrier | None:
        """The sentence that cites the entry at ``start``, one that speaks of what is offered where there is any."""
        places = sorted(self._cited_at(page, start), key=lambda place: not OFFERED.search(place.sentence))
        return places[0] if places else None

    def _begin(self, page: Page, start: int) -> int | None:
        first = max(0, start - ENTRY_REACH)
        labels = [match.start() for match in _LABELLED.finditer(page.text, first, start)]
        begins = labels or [match.end() for match in _UNLABELLED.finditer(page.text, first, start)]
        return begins[-1] if begins else None

    def _cited_at(self, page: Page, start: int) -> Sequence[Carrier]:
        head = page.text[self._begin(page, start) or start : start]
        if match := _LABELLED.match(head):
            return self._labelled.get(_key(match["label"] or match["number"]), ())
        author, year = _FIRST_AUTHOR.match(head), _YEAR.search(page.text, start - len(head), start + YEAR_REACH)
        return self._named(author["name"].split()[-1], year[1]) if author and year else ()

    @cached_property
    def _labelled(self) -> dict[str, list[Carrier]]:
        """Label to the sentences that cite it."""
        found: dict[str, list[Carrier]] = {}
        for page, match in islice(self._matches(_CITED), CITATIONS_LIMIT):
            for label in re.split(r"[,;]\s*", match[1]):
                places = found.setdefault(_key(label), [])
                if len(places) < CITING_LIMIT:
                    places.append(_carrier(page, *match.span()))
        return found

    def _named(self, family: str, year: str) -> Sequence[Carrier]:
        """The sentences that cite a work by its first author and year."""
        key = (family, year)
        if key not in self._by_name and len(self._by_name) < NAMES_LIMIT:
            cites = re.compile(rf"\b{re.escape(family)}\b[^\][()]{{0,40}}[\[(,]?\s?{year}")
            found = (_carrier(page, *match.span()) for page, match in self._matches(cites))
            self._by_name[key] = tuple(islice(found, CITING_LIMIT))
        return self._by_name.get(key, ())

    def _matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[Page, re.Match[str]]]:
        """Where the text above the list of references and behind it matches."""
        for page in self._pages:
            for match in pattern.finditer(page.text):
                if self._outline.section(page.number, match.start()) != REFERENCES:
                    yield page, match


def _carrier(page: Page, start: int, end: int) -> Carrier:
    words = re.findall(r"\w+", page.text[max(0, start - 40) : start])
    return Carrier(words[-1] if words else "", sentence_at(page.text, start, end), start)


def _key(label: str) -> str:
    return re.sub(r"\s", "", label)
