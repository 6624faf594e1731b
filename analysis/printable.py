"""What strangers wrote, fit for a terminal."""

from __future__ import annotations


def printable(text: str) -> str:
    """One line without what steers a terminal or turns the order of letters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(printable(line) for line in text.expandtabs(4).splitlines())
