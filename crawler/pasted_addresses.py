"""The addresses in what a person pasted into a form: bare, in Markdown, HTML, LaTeX or a formula, several of them."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from reprosurvey.crawler.origins import ARCHIVES, GIT_HOSTS, SHORTENERS, Origin, origin_of, over_https, url_of

TEXT_LIMIT = 20_000
"""Characters of a text that are read."""

_BETWEEN = re.compile(r"[\s,;|<>\"`“”„«»‘’{}\[\]、。]+|'")
_INVISIBLE = re.compile("[\ud800-\udfff\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|\w{2,31});", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?=[_~&%#.\-])")
_TAIL = ".,:;!?*"
_SCHEME = re.compile(r"(?:https?|ssh|git)://|git@", re.IGNORECASE)
_KNOWN_HOST = re.compile(
    rf"(?<![\w.-])(?:www\.)?(?:{'|'.join(map(re.escape, sorted(GIT_HOSTS.keys() | SHORTENERS | ARCHIVES)))})/",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_TARGET = ("url", "q", "u")
"""Parameters by which mail programs and office suites say where their own addresses lead."""


def addresses_in(text: str) -> list[str]:
    """The addresses of hosts with a public name, in their order, each once.

    Words with dots and slashes are taken for addresses where nothing is more clearly one.
    """
    found = list(_found(text))
    clear = [address for address, origin in found if _SCHEME.match(address) or origin.kind != "page"]
    return clear or [address for address, _ in found]


def _found(text: str) -> Iterator[tuple[str, Origin]]:
    seen: set[Origin] = set()
    for word in _BETWEEN.split(_plain(text[:TEXT_LIMIT])):
        address = _address(_balanced(word.strip("*").removeprefix("(")).rstrip(_TAIL))
        origin = origin_of(address) if address else None
        if address and origin and (named := replace(origin, address="")) not in seen:
            seen.add(named)
            yield address, origin


def _plain(text: str) -> str:
    """Without what HTML, LaTeX and Markdown escape, what is not seen, and forms of letters that only look different."""
    unescaped = _ENTITY.sub(lambda entity: html.unescape(entity[0]), _INVISIBLE.sub("", text))
    return _ESCAPED.sub("", unicodedata.normalize("NFKC", unescaped))


def _address(word: str) -> str | None:
    """The address that a word is, ends with, or leads to."""
    for candidate in _candidates(word):
        if "/" in candidate and origin_of(candidate) is not None:
            return _target(candidate) or candidate
    return None


def _candidates(word: str) -> Iterator[str]:
    """What may be meant by a word, likeliest first: its address without what is glued before it."""
    if doi := _DOI.fullmatch(word):
        yield f"https://doi.org/{doi[1]}"
    for start in (*_SCHEME.finditer(word), *_KNOWN_HOST.finditer(word)):
        yield re.sub(r"^git://", "https://", word[start.start() :], flags=re.IGNORECASE)
    yield word


def _target(address: str) -> str | None:
    """Where an address leads that only wraps another."""
    url = url_of(over_https(address))
    told = [url.query.get(name, "") for name in _TARGET] if url is not None else []
    return next((inner for inner in told if _SCHEME.match(inner) and origin_of(inner)), None)


def _balanced(word: str) -> str:
    """Cut at a closing bracket that nothing opened."""
    depth = 0
    for place, character in enumerate(word):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return word[:place]
    return word
