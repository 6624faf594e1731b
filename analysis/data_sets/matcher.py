"""Finds the register's aliases in a text: one walk along a tree of their letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from reprosurvey.analysis.data_sets.register import DataSet, alias_key, register
from reprosurvey.crawler.documents.pdf import HYPHEN

SHORT = 5
"""Aliases of fewer letters and digits are read with their case."""
GAP = 3
"""Separators that may stand between two parts of an alias."""
CONTEXT_REACH = 45
"""Characters to each side in which an ambiguous alias needs its context."""

_START = re.compile(r"(?<![^\W_])[^\W_]")
_CONTEXT = re.compile(
    r"\b(?:data|data[ -]?sets?|data[ -]?bases?|challenges?|benchmarks?|corpus|corpora|cohorts?|collections?|"
    r"repository|images|photographs|radiographs|sets|cases|examinations|series|scores|brains|scans|volumes|videos|patients|subjects|study|archive|slides|recordings|competition|"
    r"test sets?|training sets?|train sets?)\b"
)
_USE = re.compile(
    r"\b(?:train|evaluat|test|validat|experiment|result|accurac|score|perform)\w*\s(?:\w+\s){0,3}?(?:on|with)\s(?:the\s)?$"
)
_CITATION = re.compile(r"\s?(?:\d{4})?\s?(?:\([A-Z][^()]{1,60}\d{4}[a-z]?|\[\d)")
_BARRIERS = '()[];:"“”'
"""What no alias reaches across."""
_SEPARATORS = re.compile(r"[\s\-–_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias in a text."""

    data_set: DataSet
    start: int
    end: int
    is_ambiguous: bool


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    aliases: list[tuple[str, DataSet, bool]] = field(default_factory=list)


class Matcher:
    """A register's aliases, ready to be looked for."""

    def __init__(self, data_sets: Iterable[DataSet]) -> None:
        self._root = _Node()
        for data_set in data_sets:
            for alias in data_set.aliases:
                self._add(alias, data_set, is_ambiguous=False)
            for alias in data_set.ambiguous:
                self._add(alias, data_set, is_ambiguous=True)

    def _add(self, alias: str, data_set: DataSet, *, is_ambiguous: bool) -> None:
        node = self._root
        for character in alias_key(alias):
            node = node.children.setdefault(character, _Node())
        node.aliases.append((alias, data_set, is_ambiguous))

    def find(self, text: str) -> list[Hit]:
        """The aliases in ``text``, the longest at each place, ambiguous ones only with their context."""
        hits = list(self._hits(text))
        return [hit for hit in hits if not hit.is_ambiguous or _has_context(text, hit, hits)]

    def _hits(self, text: str) -> Iterator[Hit]:
        position = 0
        while start := _START.search(text, position):
            hit = self._longest(text, start.start())
            if hit is None:
                position = start.end()
                continue
            yield hit
            position = hit.end

    def _longest(self, text: str, start: int) -> Hit | None:
        node, gap, best = self._root, 0, None
        for position in range(start, len(text)):
            character = text[position]
            if not character.isalnum():
                gap += 1
                if gap > GAP or character in _BARRIERS:
                    break
                continue
            gap = 0
            following = node.children.get(character.casefold())
            if following is None:
                break
            node = following
            end = position + 1
            if node.aliases and _ends_word(text, end):
                for alias, data_set, is_ambiguous in node.aliases:
                    exact = is_ambiguous or len(alias_key(alias)) < SHORT
                    if exact and text[start - 1 : start] == "-":  # ITK-SNAP is not SNAP
                        continue
                    if (_is_spelt if exact else _is_variant)(text[start:end], alias):
                        best = Hit(data_set, start, end, is_ambiguous)
                        break
        return best


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
    INbreast. Something of the alias's capitals must be left: "chaos" is not CHAOS.
    """
    if alias != alias.lower() and written == written.lower() and " " not in alias:
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
