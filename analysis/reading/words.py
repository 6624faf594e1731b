"""Whether any of some words stands in a text, all of which are looked for at once."""

from __future__ import annotations

from ahocorasick_rs import AhoCorasick, MatchKind


class Words:
    """Words, or parts of words, to be looked for."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self._search = AhoCorasick(words, matchkind=MatchKind.LeftmostFirst)

    def stand_in(self, text: str) -> bool:
        """Whether one of them stands in ``text``, cases as they are."""
        try:
            return bool(self._search.find_matches_as_indexes(text))
        except UnicodeEncodeError:  # half of a surrogate pair, as JSON can write it
            return any(word in text for word in self._words)
