"""Finds the register's aliases in a text, whatever separators stand in them: one walk along an automaton."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import ahocorasick

from reprosurvey.analysis.data_sets.register import DataSet, alias_key, register
from reprosurvey.crawler.documents.pages import HYPHEN

SHORT = 5
"""Aliases of fewer letters and digits are read with their case."""
GAP = 3
"""Separators that may stand between two parts of an alias."""
CONTEXT_REACH = 45
"""Characters to each side in which an ambiguous alias needs its context."""

_CONTEXT = re.compile(
    r"\b(?:data|data[ -]?sets?|data[ -]?bases?|challenges?|benchmarks?|corpus|corpora|cohorts?|collections?|"
    r"repository|images|photographs|radiographs|sets|cases|examinations|series|scores|brains|scans|volumes|videos|patients|subjects|study|archive|slides|recordings|competition|environments?|simulators?|games?|"
    r"test sets?|training sets?|train sets?)\b"
)
_USE = re.compile(
    r"\b(?:train|evaluat|test|validat|experiment|result|accurac|score|perform)\w*\s(?:\w+\s){0,3}?(?:on|with)\s(?:the\s)?$"
)
_CITATION = re.compile(r"\s?(?:\d{4})?\s?(?:\([A-Z][^()]{1,60}\d{4}[a-z]?|\[\d)")
_BARRIERS = frozenset('()[];:"“”')
"""What no alias reaches across."""
_BETWEEN = ";"
"""A barrier: what texts are joined with."""
_SPACED = bytes(code if chr(code).isalnum() or chr(code) in _BARRIERS else ord(" ") for code in range(256))
"""Of each character of Latin-1 itself, or a space where it may stand between two parts of an alias."""
_SEPARATORS = re.compile(r"[\s\-–_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias in a text."""

    data_set: DataSet
    start: int
    end: int
    is_ambiguous: bool


_Reading = tuple[str, DataSet, bool]
"""An alias, its set, and whether it is ambiguous."""


class Matcher:
    """A register's aliases, ready to be looked for."""

    def __init__(self, data_sets: Iterable[DataSet]) -> None:
        readings: dict[str, list[_Reading]] = {}
        for data_set in data_sets:
            for alias in data_set.aliases:
                readings.setdefault(alias_key(alias), []).append((alias, data_set, False))
            for alias in data_set.ambiguous:
                readings.setdefault(alias_key(alias), []).append((alias, data_set, True))
        self._automaton = ahocorasick.Automaton()
        for key, found in readings.items():
            self._automaton.add_word(key, (len(key), found))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """The aliases in ``text``, the longest at each place, ambiguous ones only with their context."""
        return [hit for _, hit in self.find_each((text,))]

    def find_each(self, texts: Sequence[str]) -> Iterator[tuple[int, Hit]]:
        """As :meth:`find`, in many texts by one walk: which of ``texts`` it is, and the alias in it."""
        starts = list(accumulate((len(text) + len(_BETWEEN) for text in texts), initial=0))
        found: defaultdict[int, list[Hit]] = defaultdict(list)
        for hit in self._hits(_BETWEEN.join(texts)):
            which = bisect_right(starts, hit.start) - 1
            before = starts[which]
            found[which].append(Hit(hit.data_set, hit.start - before, hit.end - before, hit.is_ambiguous))
        for which, hits in found.items():
            for hit in _standing(texts[which], hits):
                yield which, hit

    def _hits(self, text: str) -> Iterator[Hit]:
        """Every alias that is spelt as it may be, also within another one."""
        if not self._automaton:
            return
        for last, (length, readings) in self._automaton.iter(_spaced(text), ignore_white_space=True):
            start, end = _start_of(text, last, length), last + 1
            if start is None or not _ends_word(text, end):
                continue
            for alias, data_set, is_ambiguous in readings:
                if _is_written(text, start, end, alias, is_ambiguous=is_ambiguous):
                    yield Hit(data_set, start, end, is_ambiguous)
                    break


def _spaced(text: str) -> str:
    """``text`` in lower case, with spaces for what may stand within an alias; as long as ``text``.

    Of letters beyond Latin-1 no alias is made.
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    lower = lower.replace("“", '"').replace("”", '"')
    return lower.encode("latin-1", "replace").translate(_SPACED).decode("latin-1")


def _start_of(text: str, last: int, length: int) -> int | None:
    """Where a word begins whose letters and digits, ``length`` of them, end at ``last``; None where none does."""
    gap, position = 0, last
    while True:
        if text[position].isalnum():
            length -= 1
            gap = 0
            if not length:
                break
        elif (gap := gap + 1) > GAP:
            return None
        position -= 1
    return None if position and text[position - 1].isalnum() else position


def _standing(text: str, found: Iterable[Hit]) -> Iterator[Hit]:
    """Of the hits in a text the longest at each place, ambiguous ones only with their context."""
    hits = list(_apart(sorted(found, key=lambda hit: (hit.start, -hit.end))))
    return (hit for hit in hits if not hit.is_ambiguous or _has_context(text, hit, hits))


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Of ``hits`` in their order those that begin behind the one before."""
    reached = 0
    for hit in hits:
        if hit.start >= reached:
            yield hit
            reached = hit.end


def _is_written(text: str, start: int, end: int, alias: str, *, is_ambiguous: bool) -> bool:
    """Whether ``text[start:end]`` is a spelling of ``alias`` that means a set."""
    if not is_ambiguous and len(alias_key(alias)) >= SHORT:
        return _is_variant(text[start:end], alias)
    return text[start - 1 : start] != "-" and _is_spelt(text[start:end], alias)  # ITK-SNAP is not SNAP


@cache
def matcher() -> Matcher:
    """The matcher of the whole register."""
    return Matcher(register())


def _ends_word(text: str, end: int) -> bool:
    """Whether a word may end before ``end``; a year or an edition may follow at once."""
    if end == len(text) or not text[end].isalnum():
        return True
    return text[end].isdigit() and not text[end - 1].isdigit()


def _is_spelt(written: str, alias: str) -> bool:
    wanted = _SEPARATORS.sub("-", alias)
    return any(_SEPARATORS.sub("-", written.replace(HYPHEN, by)) == wanted for by in ("", "-"))


def _is_variant(written: str, alias: str) -> bool:
    """Whether ``written`` is ``alias`` but for case and separators.

    Separators may be left out, and stand where the alias has one or between letters and digits: "in breast" is not
    INbreast. Something of the alias's capitals must be left, or a digit: "chaos" is not CHAOS, "musdb18" is MUSDB18.
    """
    if alias != alias.lower() and written == written.lower() and " " not in alias and alias.isalpha():
        return False
    return _cuts(written.replace(HYPHEN, "")) <= _cuts(alias)


@lru_cache(maxsize=4096)
def _cuts(text: str) -> frozenset[int]:
    """After how many letters and digits a part ends."""
    cuts, count, previous = set(), 0, ""
    for character in text:
        if character.isalnum():
            if count and (not previous.isalnum() or previous.isdigit() != character.isdigit()):
                cuts.add(count)
            count += 1
        previous = character
    return frozenset(cuts)


def _has_context(text: str, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a word, a citation or another data set beside an ambiguous alias says what it is."""
    around = text[max(0, hit.start - CONTEXT_REACH) : hit.start] + " " + text[hit.end : hit.end + CONTEXT_REACH]
    if _USE.search(text[max(0, hit.start - CONTEXT_REACH) : hit.start]):
        return True
    if _CONTEXT.search(around.replace(HYPHEN, "").casefold()) or _CITATION.match(text, hit.end):
        return True
    return any(abs(other.start - hit.start) <= CONTEXT_REACH for other in hits if other.data_set is not hit.data_set)
