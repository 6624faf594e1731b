"""Finds web addresses in a document's text and mends what extraction and typesetting did to them.

A paper's address may be split over lines, lose its hyphen or underscores, or have a sentence, a page or a footnote
number glued on. Which reading is right only the web can tell, so each address comes with all its forms, likeliest
first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reprosurvey.crawler.documents.pdf import HYPHEN
from reprosurvey.crawler.origins import ARCHIVES, GIT_HOSTS, SHORTENERS, over_https

FORMS_LIMIT = 6
"""Forms kept of one address."""

_HOSTS = "|".join(re.escape(h) for h in sorted(GIT_HOSTS.keys() | SHORTENERS | ARCHIVES))
_START = re.compile(
    rf"(?:https?\s?:\s?/\s?/\s?(?:www\.)?|www\.|(?<![\w.@/-]))(?:(?:{_HOSTS})\s?/|(?<=/)[\w-]|(?<=www\.)[\w-]"
    rf"|[\w-]+\.github\.io)",
    re.IGNORECASE,
)
_HINTS = ("http", "www.", "github", *sorted(GIT_HOSTS.keys() | SHORTENERS | ARCHIVES))
_BODY = re.compile(r"[^\s<>\"“”‘’{}|\\^`]*")
_TAIL = ".,;:!?'*}>"
_CONTINUED = re.compile(r"\n(?!https?:)([\w%][^\s<>\"“”(),;]*)")
_DOTTED = re.compile(r"://[^/]*[\w-]\.[a-z]{2}", re.IGNORECASE)
_NEXT_PARAGRAPH = re.compile(r"\d+\.?|[A-Z][a-z]+:?")
_GLUED_SENTENCE = re.compile(r"\.(?=[A-Z][a-z]+$)")
_GLUED_NUMBER = re.compile(r"(?<=[A-Za-z_-])(?:\.?\d{1,2}|[\d¹²³⁰-⁹]{1,2})$|(?<=[A-Za-z_-](?:19|20)\d\d)\d{1,2}$")
_LOST_UNDERSCORES = re.compile(r"(?: [A-Za-z0-9-]{1,20}){1,4}(?=\s*(?:[.,;)\n]|$))")


@dataclass(frozen=True, slots=True)
class Address:
    """An address where it stands in a text."""

    start: int
    end: int
    written: str
    forms: tuple[str, ...]
    """Full addresses that may be meant, likeliest first."""


def find_addresses(text: str) -> Iterator[Address]:
    """The addresses in a page's text, in order."""
    position = 0 if _may_hold_one(text) else len(text)
    while match := _START.search(text, position):
        body = _BODY.match(text, match.end())
        assert body is not None
        end = body.end()
        written = text[match.start() : end]
        forms = [_schemed(f) for f in _forms(re.sub(r"\s", "", written), text, end)]
        position = max(end, match.end())
        if any(_DOTTED.search(f) for f in forms):
            yield Address(match.start(), end, written, tuple(dict.fromkeys(forms))[:FORMS_LIMIT])


def _may_hold_one(text: str) -> bool:
    """Whether it is worth searching: most pages give no address, and a search for fixed words is quick."""
    lowered = text.lower()
    return any(hint in lowered for hint in _HINTS)


def mend(written: str) -> tuple[str, ...]:
    """The forms of an address that stands alone, as a link's does."""
    return tuple(dict.fromkeys(_schemed(f) for f in _forms(over_https(written.strip()), "", 0)))[:FORMS_LIMIT]


def _schemed(address: str) -> str:
    return address if re.match(r"https?://", address, re.IGNORECASE) else f"https://{address}"


def _forms(core: str, text: str, end: int) -> Iterator[str]:
    joined = _joined_over_lines(core, text, end)
    if joined and (core.endswith(("/", "-", "_", HYPHEN)) or core.count("/") < _slashes_needed(core)):
        yield from _mended(joined)
        yield from _mended(core)
        return
    yield from _mended(core)
    if not core.endswith((*_TAIL, ")", "]")) and (lost := _LOST_UNDERSCORES.match(text, end)):
        words = lost[0].split()
        for count in range(len(words), 0, -1):
            yield from _mended("_".join([core, *words[:count]]))
    if joined:
        yield from _mended(joined)


def _joined_over_lines(core: str, text: str, end: int) -> str | None:
    continued = _CONTINUED.match(text, end)
    if not continued or core.endswith((".", ",", ";")):
        return None
    if _NEXT_PARAGRAPH.fullmatch(continued[1]) and not core.endswith(("/", "-", "_", HYPHEN)):
        return None
    return core + continued[1]


def _slashes_needed(core: str) -> int:
    """Slashes that the address of a repository has on this host at least."""
    return (2 if "//" in core else 0) + (2 if any(h in core.lower() for h in GIT_HOSTS) else 0)


def _mended(core: str) -> Iterator[str]:
    """The forms of one stretch of text: hyphens put back or dropped, then what is glued on cut off."""
    for hyphen in ("-", "") if HYPHEN in core else ("",):
        whole = _balanced(core.replace(HYPHEN, hyphen)).rstrip(_TAIL)
        for cut in (_GLUED_SENTENCE.split(whole)[0], whole):
            shorter = _GLUED_NUMBER.sub("", cut)
            if re.search(r"\.\d{1,2}$", cut):
                yield from (shorter, cut)
            else:
                yield from (cut, shorter)


def _balanced(core: str) -> str:
    """Cut at a closing bracket that nothing opened."""
    depth = 0
    for i, c in enumerate(core):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(c, 0)
        if depth < 0:
            return core[:i]
    return core
