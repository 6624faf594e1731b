"""Whether any of some words stands in a text, all of which are looked for at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGINNING = 4_096
"""Characters that are looked through before the whole text, in which every place of every word is found."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Words:
    """Words, or parts of words, to be looked for."""

    def __init__(self, *words: str) -> None:
        self._search = AhoCorasick(words, matchkind=MatchKind.LeftmostFirst)

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in ``text``, cases as they are."""
        return bool(self._found(text[:BEGINNING]) or (len(text) > BEGINNING and self._found(text)))

    def indices_of(self, lines: Sequence[str]) -> list[int]:
        """The indices of those of ``lines``, each with its end, in which one of them stands."""
        ends = list(accumulate(map(len, lines)))
        return sorted({bisect_right(ends, start) for _, start, _ in self._found("".join(lines))})

    def _found(self, text: str) -> list[tuple[int, int, int]]:
        """Which word stands from where to where."""
        try:
            return self._search.find_matches_as_indexes(text)
        except UnicodeEncodeError:  # half of a surrogate pair, as JSON can write it
            return self._search.find_matches_as_indexes(_SURROGATE.sub("\ufffd", text))
