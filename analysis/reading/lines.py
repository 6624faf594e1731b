"""The lines of a text: those in which a word stands, found by the word as most do not hold it, and whole commands."""

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


def statements(text: str, continued: str = "\\") -> Iterator[tuple[int, str]]:
    """The statements of a script, each with the line that it begins at.

    A line that ends in one of the signs in ``continued`` goes on in the next one; a comment between such lines is left
    out.
    """
    waiting, began = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if waiting and line.lstrip().startswith("#"):
            continue
        bare = line.rstrip()
        began = began if waiting else number
        if bare.endswith(tuple(continued)):
            waiting += f"{bare[:-1]} "
            continue
        yield began, waiting + bare
        waiting = ""
    if waiting:
        yield began, waiting


def continued_by(suffix: str) -> str:
    """How the shell of a script by its suffix marks that a command goes on in the next line."""
    return {".bat": "^", ".cmd": "^", ".ps1": "`"}.get(suffix, "\\")
