"""Variables of Dockerfiles and scripts, put in place where what they hold is written down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ASSIGNMENT = re.compile(
    r"^\s*(?:(?:export|set|declare|local|readonly|ENV|ARG)\s{1,8}|(?=[A-Za-z_]\w*\s{0,4}[:?]?=))", re.IGNORECASE
)
_VALUE = re.compile(
    r"\b([A-Za-z_]\w*)(?:\s{0,4}[:?]?=\s{0,4}|\s{1,4})(?:\"([^\"\n]{0,200})\"|'([^'\n]{0,200})'|([\w.+:/@-]+))"
)
_USE = re.compile(r"\$\{(\w+)(?::?[-=]([^{}\n]{0,200}))?\}|\$\((\w+)\)|\$(\w+)|%(\w+)%")


def in_place(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The numbered lines, variables replaced by what a line above or their default gives; the rest is left as it is."""
    values: dict[str, str] = {}

    def value(found: re.Match[str]) -> str:
        name = found[1] or found[3] or found[4] or found[5]
        return values.get(name) or found[2] or found[0]

    for number, line in lines:
        text = _USE.sub(value, line) if "$" in line or "%" in line else line
        if assignment := _ASSIGNMENT.match(text):
            given = _VALUE.finditer(text, assignment.end())
            values.update((m[1], m[2] or m[3] or m[4] or "") for m in given)
        yield number, text
