"""The lines of a text in which a word stands, found by the word rather than line by line: most lines do not hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def lines_with(word: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text, ended by a line feed, in which a word stands, with their numbers from 1."""
    number, counted, position = 1, 0, 0
    while (found := text.find(word, position)) >= 0:
        start, position = text.rfind("\n", 0, found) + 1, text.find("\n", found)
        position = len(text) if position < 0 else position
        number, counted = number + text.count("\n", counted, start), start
        yield number, text[start:position]
