"""Which addresses in a repository's texts lead to weights or data that are kept elsewhere.

READMEs and guides, notebooks, scripts and tables of addresses are read. What counts as a place of files and as words
about weights is what the criterion ``model`` takes for it, so that every address which that criterion cites is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts
from reprosurvey.analysis.reading.notebooks import cells
from reprosurvey.analysis.reading.readme import ADDRESS, LINE_LIMIT, all_lines, links
from reprosurvey.analysis.weights.downloads import DRIVE_ID, FETCHER, PROGRAMS
from reprosurvey.analysis.weights.names import names_weights
from reprosurvey.analysis.weights.places import keeps_files
from reprosurvey.analysis.weights.words import speaks_of_weights
from reprosurvey.crawler.origins import origin_of

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

VERSION = "3"
"""Raised with every change that can alter which links are found."""

LINKS_LIMIT = 30
"""Links kept of one repository, those to weights first."""

_DATA = re.compile(
    r"data|corpus|cohort|\bscans?\b|images?\b|volumes?\b|slides?\b|annotat|\bmasks?\b|labels?\b|splits?\b|\bcases\b"
    r"|\.(?:zip|tar|tar\.gz|tgz|7z|h5|hdf5|npz|mat|pkl)\b",
    re.IGNORECASE,
)
_TO_BE_FILLED_IN = re.compile(r"[{}$*\\]|%[sd]|\.\.\.|…|x{4,}|your[-_]", re.IGNORECASE)
"""What stands in an address that a program or a reader completes first."""
_ONLY_BEGINS = re.compile(
    r"""^https?://[^/]+/?$ | //raw\.githubusercontent\.com/(?:[^/]+/){0,2}[^/]*$
    | //(?:docs|drive)\.google\.com/uc(?!\?(?:.*&)?id=) | [=?&]$""",
    re.VERBOSE,
)
"""An address that names no file or record yet: what follows is put behind it elsewhere."""
_MAY_HOLD_LINK = re.compile(r"://|gdown|google_drive")


class Kind(StrEnum):
    """What a link leads to, by the words around it."""

    WEIGHTS = "weights"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and where it stands first."""

    url: str
    kind: Kind
    path: str
    line: int | None
    """1-based; None in a notebook, whose lines are not its cells'."""


class _Said(NamedTuple):
    file: File
    line: int | None
    text: str
    context: str
    """More words that the line is about: its heading, or the file's name."""


def links_of(snapshot: Snapshot) -> list[Link]:
    """The links to weights and data in ``snapshot``, each once: those to weights first, then as they are met."""
    found: dict[str, Link] = {}
    for said in (*_pages(snapshot), *_programs(snapshot)):
        for url in _urls(said.text):
            kind = _kind(url, said)
            if kind is not None and (url not in found or (kind is Kind.WEIGHTS and found[url].kind is Kind.DATA)):
                found[url] = Link(url, kind, said.file.path, said.line)
    return sorted(found.values(), key=lambda link: link.kind is Kind.DATA)[:LINKS_LIMIT]


def url_of(written: str) -> str | None:
    """The address that stands in a text, without the markup around it; None where it cannot be asked as it stands."""
    url = unescape(written.replace("\\_", "_")).rstrip(".,;:!*'\"")
    if _TO_BE_FILLED_IN.search(url) or _ONLY_BEGINS.search(url) or origin_of(url) is None:
        return None
    return url


def _urls(text: str) -> Iterator[str]:
    """The addresses of a line at which files are kept."""
    written = ADDRESS.findall(text)
    for address in written:
        if keeps_files(address) and (url := url_of(address)) is not None:
            yield url
    if not written and (match := DRIVE_ID.search(text)) and re.search(r"\d", match[1]):
        yield f"https://drive.google.com/uc?id={match[1]}"


def _kind(url: str, said: _Said) -> Kind | None:
    words = f"{ADDRESS.sub(' ', said.text)} {said.context}"
    if names_weights(url) or speaks_of_weights(words) or FETCHER.search(said.file.name):
        return Kind.WEIGHTS
    return Kind.DATA if _DATA.search(f"{words} {url}") else None


def _pages(snapshot: Snapshot) -> Iterator[_Said]:
    """The lines of READMEs and guides; a short one is read with the line before it, which may introduce it."""
    before = None
    for line in all_lines(snapshot):
        context = line.heading
        if before is not None and before.file == line.file and line.number - before.number <= 2:
            context += f" {ADDRESS.sub(' ', before.text)}"
        before = line
        given = " ".join([line.text, *(link.address for link in links(line) if link.address not in line.text)])
        yield _Said(line.file, line.number, given, context)


def _programs(snapshot: Snapshot) -> Iterator[_Said]:
    for file in first_party_texts(snapshot):
        text = (file.text or "")[:LENGTH_LIMIT]
        if file.suffix not in PROGRAMS or not _MAY_HOLD_LINK.search(text):
            continue
        if file.suffix == ".ipynb":
            for _, source in cells(file.text or ""):
                yield from (_Said(file, None, line[:LINE_LIMIT], file.name) for line in source.splitlines())
        else:
            lines = enumerate(text.splitlines(), start=1)
            yield from (_Said(file, number, line[:LINE_LIMIT], file.name) for number, line in lines)
