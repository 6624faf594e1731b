"""Whose account an address names, and what it is named for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from reprosurvey.crawler.origins import Origin

_STOP = frozenset("with from deep learning using network networks medical image images imaging based".split())
_HEAD = re.compile(r"([\w+@.*-]{3,}(?: [\w+@.*-]+)?)\s*(?::|\s[-–—]\s)")
"""What a title says before its colon where that is a name."""
_PRESENTED = re.compile(
    r"\b(?:present|introduc|propos|develop|describ|call|nam|dubb|term|demonstrat|releas|open-?sourc)\w*\b"
    r"[^.\w]+(?:(?:\w+[ -]){0,3}?)([A-Za-z]*[A-Z][\w-]*[A-Z0-9][\w-]*)"
)
"""A name in the words with which an abstract presents it."""
_INTRODUCED = re.compile(
    r"\b[Ww]e (?:\w+ )?(?:present|introduce|propose|develop(?:ed)?|(?:call|name|dub|term) (?:it|this(?: \w+)?)) "
    r"([A-Z]\w{3,30}),? (?:an?|which|our)\b"
)
"""A name like any word, in an abstract that says right behind it what it is."""
_BRACKETED = re.compile(r"\((?=[\w-]{2,40}\))([A-Za-z]*[A-Z][\w-]*[A-Z0-9][\w-]*)\)")
_SHAPED = re.compile(r"[A-Z0-9].*[A-Z0-9]")
"""A word that is written as names are."""


def owner_is_author(origin: Origin, authors: Iterable[str]) -> bool:
    """Whether the account, or a person's part of a host, carries an author's name."""
    owner = _owner(origin)
    return bool(owner) and any(_carries(owner, author) for author in authors)


def name_from_title(origin: Origin, title: str) -> bool:
    """Whether the repository's name is made of the title's words, of its acronym, or of a name the title coins."""
    if origin.kind != "repository":
        return False
    name = _without_ref(origin).rsplit("/", 1)[-1]
    coined = [letters(w) for w in re.findall(r"[\w-]+", title.split(":")[0]) if _SHAPED.search(w)]
    if any(len(word) >= 4 and word in letters(name) for word in coined):
        return True
    return _shared_words(name, title) >= 2


def _shared_words(name: str, title: str) -> int:
    """How many parts of a repository's name begin words of a title."""
    words = {letters(w) for w in re.findall(r"\w+", title)} - _STOP
    parts = {letters(w) for w in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+", name)} - _STOP
    return sum(1 for part in parts if len(part) >= 4 and any(word.startswith(part[:6]) for word in words))


def carries_coined_name(origin: Origin, title: str, abstract: str) -> bool:
    """Whether the address carries the name that the title or the abstract gives to what it presents."""
    parts = [letters(part) for part in re.split(r"[/.]", _without_ref(origin))]
    if any(len(name) >= 4 and name in part for name in coined_names(title) for part in parts[-4:]):
        return True
    presented = (match[1] for words in (_PRESENTED, _INTRODUCED) for match in words.finditer(abstract))
    return any(letters(name) in parts for name in presented)


def coined_names(title: str) -> list[str]:
    """The letters of the name before a title's colon, and of those in brackets."""
    head = _HEAD.match(title)
    words = head[1].split() if head else []
    named = [word for word in words if _SHAPED.search(word)] or (words if len(words) == 1 else [])
    return [letters(name) for name in (*named[:1], *_BRACKETED.findall(title))]


def letters(text: str) -> str:
    """Small letters and digits alone, accents taken off."""
    flat = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ß", "ss").replace("ł", "l"))
    return "".join(c for c in flat.lower() if c.isascii() and c.isalnum())


def family_names(authors: Iterable[str]) -> set[str]:
    """The letters of the authors' family names of four letters or more."""
    return {family for author in authors if author.split() and len(family := letters(author.split()[-1])) >= 4}


def _without_ref(origin: Origin) -> str:
    return origin.address.removesuffix(origin.suffix)


def _owner(origin: Origin) -> str:
    """The letters of the account; of a page, of the part that is a person's."""
    segments = origin.address.split("/")
    if origin.kind == "repository" and len(segments) >= 2:
        return letters(segments[1])
    personal = re.search(r"/~([\w.-]+)|/(?:people|users?|staff|homepages?|members?)/([\w.-]+)", origin.address)
    if personal:
        return letters(personal[1] or personal[2])
    pages = re.match(r"([\w-]+)\.(?:github|gitlab)\.io(?:/|$)", origin.address)
    return letters(pages[1]) if pages else ""


def _carries(owner: str, author: str) -> bool:
    """Whether an account's letters hold an author's family name, or a given name with initials."""
    names = [n for n in map(letters, author.split()) if n]
    if not names:
        return False
    given, family = names[0], names[-1]
    if len(family) >= 4 and family in owner:
        return True
    if len(given) >= 5 and given in owner:
        return True
    return _joins(owner, given, family) or _shortens(owner, given, family)


def _joins(owner: str, given: str, family: str) -> bool:
    """Whether given and family name, one of them perhaps as its initial, stand together in an account's letters."""
    joined = (given + family, family + given, given[0] + family, given + family[0])
    return len(given) >= 3 and len(family) >= 2 and any(name in owner for name in joined)


def _shortens(owner: str, given: str, family: str) -> bool:
    """Whether an account is initials before a family name, or the beginning of both names."""
    if len(family) >= 3 and re.fullmatch(rf"{given[0]}\w{{0,3}}{family}\d*", owner):
        return True
    return len(owner) >= 6 and any(name.startswith(owner) for name in (given[0] + family, given + family))
