"""The lines of a text in which words stand, found by the words rather than line by line: most lines hold none."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def lines_with(word: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, ended by a line feed, in which a word stands, with their numbers from 1."""
    number, counted, position = 1, 0, 0
    while (found := text.find(word, position)) >= 0:
        start, position = text.rfind("\n", 0, found) + 1, text.find("\n", found)
        position = len(text) if position < 0 else position
        number, counted = number + text.count("\n", counted, start), start
        yield number, text[start:position]


def indices_of(lines: Sequence[str], text: str, words: Iterable[str]) -> list[int]:
    """The indices of those of ``lines``, which with their ends make ``text``, in which any of ``words`` stands."""
    ends = list(accumulate(map(len, lines)))
    found: set[int] = set()
    for word in words:
        position = text.find(word)
        while position >= 0:
            index = bisect_right(ends, position)
            found.add(index)
            position = text.find(word, ends[index])
    return sorted(found)
