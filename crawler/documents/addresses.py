"""Finds web addresses in a document's text.

A paper's address may be split over lines, stand without its scheme, or be glued to the word before it; how it is then
read is in :mod:`reprosurvey.crawler.documents.address_variants`. Which reading is right only the web can tell, so each
address comes with all its variants, likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reprosurvey.crawler.documents.address_variants import (
    VARIANTS_LIMIT,
    joined,
    mended,
    schemed,
    with_underscores,
    without_typesetting,
)
from reprosurvey.crawler.origins import ARCHIVES, GIT_HOSTS, SHORTENERS, on_the_web, over_https

_KNOWN = sorted(GIT_HOSTS.keys() | SHORTENERS | ARCHIVES | {"doi.org"})
_HOSTS = "|".join(re.escape(h).replace(r"\.", r"\s?\.\s?") for h in _KNOWN)
_TOP = (
    "ac ai app at au be br ca cat cc ch cloud cn co com cz de dev dk edu es eu fi fr gov gr hk hu id ie il in info "
    "int io ir is it jp kr lu me mx net nl no nz online org page pl pt ro ru science se sg sh si site sk tech tr tv tw "
    "uk us xyz za zone"
).replace(" ", "|")
_FREE = r"(?<![A-Za-z_.@/-])"
_GLUED_TO = "at available code found from github here in is link on online repository see under via".split()
"""Words that an address follows; where the space between is lost they are no part of it."""
_GLUED = "|".join(rf"(?<=\b{word})" for word in _GLUED_TO)
_BAD_SCHEME = r"(?<=ttp:/)|(?<=ttps:/)|(?<=ttp//)|(?<=ttps//)|(?<=tps://)"
_PLACED = r"(?:(?<=\bat )|(?<=\bon )|(?<=\bfrom )|(?<=\bvia )|(?<=\bvisit )|(?<=\bsee )|(?<=: )|(?<=\())"
"""What stands before a host that is named alone."""
_START = re.compile(
    r"https?\s?:\s?/\s?/\s?(?:www\s?\.\s?)?(?=[\w-])"
    rf"|(?=[a-z0-9][\w-]{{0,60}}\s?[.:@])(?:"  # the rest is tried only where a word meets one of these
    r"(?<![\w.@/-])www\.(?=[\w-])"
    rf"|(?:{_FREE}|{_BAD_SCHEME}|{_GLUED})(?:{_HOSTS})\s?/\s?(?=\w)"
    rf"|(?:{_FREE}(?:[a-z0-9_-]{{1,40}}\.){{2,4}}|{_PLACED}[a-z][a-z0-9-]{{1,40}}\.)(?:{_TOP})/(?=[\w~])"
    rf"|{_FREE}[\w-]{{1,60}}\.(?:github|gitlab)\.io\b/?"
    rf"|{_PLACED}(?!{_HOSTS})[a-z][a-z0-9-]{{3,40}}\.(?:ai|com|dev|io|net|org)\b(?!\.\w)"
    r"|(?<![\w.@/-])git@[\w.-]{4,60}[:/]/?(?=\w)|(?<![\w.@/-])(?:git|(?:git\+)?ssh)://(?=\w)"
    r"|(?<![\w.@/-])(?:github|gitlab):(?=[\w-]{1,39}/\w)"
    r"|\bswh:1:(?=[a-z]{3}:[0-9a-f]{40}\b)|(?:\bdoi\s?:\s?|(?<![\w./]))10\.(?=\d{4,5}/\w))",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:[^\s<>\"“”‘’{}|\\^`h]|\\(?=[_~#%&-])|h(?!ttps?\s?:\s?/))*")
"""What may belong to it: a second address that is glued on does not."""
_DOTTED = re.compile(r"://[^/]*[\w-]\.[a-z]{2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """An address where it stands in a text."""

    start: int
    end: int
    written: str
    variants: tuple[str, ...]
    """Full addresses that may be meant, likeliest first."""


def find_addresses(text: str) -> Iterator[Address]:
    """The addresses in a page's text, in order."""
    position = 0
    while match := _START.search(text, position):
        body = _BODY.match(text, match.end())
        assert body is not None
        variants, end = _read(text, match.start(), body.end())
        position = max(end, match.end())
        if variants:
            yield Address(match.start(), end, text[match.start() : end], variants)


def mend(written: str) -> tuple[str, ...]:
    """The variants of an address that stands alone, as a link's does; none where it is no address."""
    core = without_typesetting(written)
    return _distinct([*mended(re.sub(r"\s|%20", "", core)), *mended(core)])


def _read(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """The variants of the address that ``text[start:end]`` begins, and where the likeliest ends."""
    core = re.sub(r"\s", "", text[start:end])
    whole, whole_end, is_whole = joined(core, text, end)
    if is_whole:
        return _distinct([*mended(whole), *mended(core)]), whole_end
    later = [variant for longer in with_underscores(core, text, end) for variant in mended(longer)]
    return _distinct([*mended(core), *later, *(mended(whole) if whole != core else ())]), end


def _distinct(variants: list[str]) -> tuple[str, ...]:
    full = (schemed(on_the_web(variant) or over_https(variant)) for variant in variants)
    return tuple(dict.fromkeys(variant for variant in full if _DOTTED.search(variant)))[:VARIANTS_LIMIT]
