"""What strangers wrote, fit for a terminal and for the log of a CI."""

from __future__ import annotations

import re

_COMMAND = re.compile(r"^(?=[ \t]*::)([ \t]*)|(?<=#)(?=#\w*\[)", re.MULTILINE)
"""Before a line's ``::`` or the second sign of ``##vso[``, by which GitHub, Azure and TeamCity know their commands."""


def printable(text: str) -> str:
    """One line without what steers a terminal or turns the order of letters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def printable_lines(text: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(printable(line) for line in text.expandtabs(4).splitlines())


def uncommanded(text: str) -> str:
    """The text, with a backslash in what a CI would take for a command in a program's output (``::error``, ``##[``)."""
    return _COMMAND.sub(r"\g<0>\\", text)


def uncommanded_json(written: str) -> str:
    """JSON that says the same, in which no text is a command to such a CI."""
    return written.replace("##", "#\\u0023")
