"""The packages that READMEs list in prose: "tested with PyTorch 0.4.1", a bullet a package, a line of pip."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.commands import cloned, installed
from reprosurvey.analysis.packages.images import pulled
from reprosurvey.analysis.packages.julia import julia_installed
from reprosurvey.analysis.packages.r import r_installed
from reprosurvey.analysis.packages.readers import reader_of
from reprosurvey.analysis.packages.requirements import KNOWN, PLATFORM, Pin, Requirement, normalise
from reprosurvey.analysis.packages.sections import LISTED, is_on_installation, is_on_packages, under_plain_headings
from reprosurvey.analysis.packages.sentences import ITEM, NO_NAME, needed, pin_of_item, without_markup
from reprosurvey.analysis.reading.first_party import first_party_files, first_party_texts, is_apart
from reprosurvey.analysis.reading.readme import Line, all_lines, lines, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

ITEM_WORDS = 10
"""Words and signs up to which a line without commas may be a package with its version."""
FEWEST_BETWEEN = 2
"""Packages between commas from which on a longer sentence lists them."""

_BULLET = re.compile(r"^\s*(?:[-+>|•]|\d+[.)])*\s*")
_REMARK = re.compile(r"\s+[-–—(]")
_SAID_OF = re.compile(r"\s+[-–—(]|:\s")
"""Before a remark on one of the packages that a sentence introduces."""
_LIST_ITEM = re.compile(r"^\s*(?:[-+*•]|\d+[.)])\s+")
_REPOSITORY_ITEM = re.compile(
    r"^\s*(?:[-+*•]|\(?\d+[.)])\s+(?:https?://[^\s/]+/[\w.-]+/(?P<bare>[\w.-]+?)(?:\.git)?/?\s*$"
    r"|[^\n]{0,200}?\]\(https?://(?:www\.)?(?:github|gitlab|bitbucket)\.\w+/[\w.-]+/(?P<linked>[\w.-]+?)(?:\.git)?/?\))"
)
"""An item that is a repository, or links to one."""
_LINKED_NAME = re.compile(r"\s*\[[\w.-]{2,60}\]\(https?://[^\s()]{4,300}\)[\s.,;]*")
"""A line that is one name with its address."""
_MODULE = re.compile(r"\s*(?:module\s+(?:load|add)\s+)?([A-Za-z][\w+-]*)/v?(\d+(?:\.\d+)+)(?:[-_+]\S*)?(?:\s.*)?$")
"""A package with its version as environment modules have it: ``module load torch/1.9.0``, or a line of it."""
_OF_SYSTEM = re.compile(r"\bapt(?:-get)?\s+(?:-\w+\s+)?install\s+([^;&|`#\n]{1,500})")
_SYSTEM_PACKAGE = re.compile(
    r"(?:python[23]?|r-cran|octave)-(?!dev\b|pip\b|venv|tk\b|setuptools|distutils|apt\b)([\w.-]+)"
)
"""A package of a language as Debian names it; what else is installed so belongs to the machine."""
_INSTALLATION_PAGE = re.compile(
    r"(?:install(?:ation|ing)?|set[-_ ]?up|environments?|dependenc(?:y|ies)|requirements?|prerequisites?|build(?:ing)?)"
    r"(?:[-_ ]\w+)?(?:\.(?:md|markdown|rst|txt|org|adoc))?$",
    re.IGNORECASE,
)
"""A page on nothing else."""


@lru_cache(maxsize=2)
def listed_in_prose(snapshot: Snapshot) -> list[Requirement]:
    """Every package that a README or guide asks for."""
    in_matlab = not any(f.suffix in (".py", ".ipynb") for f in first_party_files(snapshot))
    own_name = normalise(snapshot.origin.rsplit("/", 1)[-1])
    pages_ = _pages(snapshot)
    of_lines = [r for own in pages_.values() for line in own for r in _of_line(line, in_matlab=in_matlab)]
    of_pages = [r for page, own in pages_.items() for r in _of_page(page, own)]
    return [r for r in (*of_lines, *of_pages) if r.name != own_name]


def _pages(snapshot: Snapshot) -> dict[File, list[Line]]:
    """The lines of the paper's own pages, those under a heading without markup under it."""
    lines_ = under_plain_headings((*all_lines(snapshot), *_on_installation(snapshot)))
    by_page = groupby(lines_, lambda line: line.file)
    return {page: list(own) for page, own in by_page if not is_apart(page, snapshot)}


def _of_line(line: Line, *, in_matlab: bool) -> Iterator[Requirement]:
    yield from needed(line, in_matlab=in_matlab)
    yield from _items(line)
    yield from installed(line.text, line.file, line.number)
    yield from pulled(line.text, line.file, line.number)
    yield from _of_system(line)
    yield from _of_module(line)


def _of_page(page: File, own: list[Line]) -> Iterator[Requirement]:
    """What several lines of a page install together."""
    code = {line.number: line.text for line in own if line.code}
    text = "\n".join(code.get(number, "") for number in range(1, max(code, default=0) + 1))
    yield from (*r_installed(text, page), *julia_installed(text, page))
    yield from cloned(((line.number, line.text) for line in own), page)


def _of_system(line: Line) -> Iterator[Requirement]:
    """The packages of a language that a line installs with the system's."""
    for command in _OF_SYSTEM.findall(line.text) if "apt" in line.text else ():
        for found in _SYSTEM_PACKAGE.finditer(command):
            yield Requirement(normalise(found[1]), Pin.BARE, line.file, line.number, line.text)


def _of_module(line: Line) -> Iterator[Requirement]:
    """What a line of code loads as an environment module, or names in its form in a section on the installation."""
    if "/" not in line.text or not (found := _MODULE.match(line.text)):
        return
    told = "module " in line.text or (line.code and is_on_installation(line.heading))
    if told and (name := normalise(found[1])) not in PLATFORM:
        yield Requirement(name, Pin.PINNED, line.file, line.number, line.text)


def _items(line: Line) -> Iterator[Requirement]:
    """A line that is nothing but a package, or several between commas; in a section on packages, also with a remark."""
    if is_on_packages(line.heading) and (found := _REPOSITORY_ITEM.match(line.text)):
        yield Requirement(normalise(found["bare"] or found["linked"]), Pin.BARE, line.file, line.number, line.text)
    items, remarked = _parts(line)
    for found in items:
        name = normalise(found[1].replace(" ", "-"))
        if name not in PLATFORM and (name in KNOWN or _is_told(line, found, name, remarked=remarked)):
            yield Requirement(name, pin_of_item(found), line.file, line.number, line.text)


def _parts(line: Line) -> tuple[list[re.Match[str]], bool]:
    """What in a line between commas may be a package, and whether a remark follows; of code, all that it holds."""
    in_section = is_on_installation(line.heading)
    if not in_section and not line.code and _is_sentence(line.text):
        return [], False
    bare = _BULLET.sub("", without_markup(line.text).strip())
    parts = [ITEM.match(part.strip()) for part in bare.split(",")]
    if not (in_section or _lists(bare, parts)):
        return [], False
    remarked = in_section and not any(parts)
    if remarked:
        remark = _SAID_OF if line.heading == LISTED else _REMARK
        parts = [ITEM.match(remark.split(bare, maxsplit=1)[0])]
    if line.code and not all(parts):
        return [], False
    return list(filter(None, parts)), remarked


def _lists(text: str, parts: list[re.Match[str] | None]) -> bool:
    """Whether a text outside of a section on packages is an item, or has several packages among its ``parts``."""
    return len(text.split()) <= ITEM_WORDS or sum(map(bool, parts)) >= FEWEST_BETWEEN


def _is_told(line: Line, item: re.Match[str], name: str, *, remarked: bool) -> bool:
    """Whether an item of an unknown name is a package: by its version, an operator in code, or its place."""
    if item[3] and not remarked and is_on_installation(line.heading):
        return True
    if line.code and item[2] not in (None, "="):
        return True
    listed = is_on_packages(line.heading) and len(name) > 1 and name not in NO_NAME
    return listed and bool(_LIST_ITEM.match(line.text) or _LINKED_NAME.fullmatch(line.text))


def _is_sentence(text: str) -> bool:
    """Whether a line has more words than an item, and neither commas nor markup between them."""
    return not any(sign in text for sign in ",<[") and len(text.split()) > ITEM_WORDS


def _on_installation(snapshot: Snapshot) -> Iterator[Line]:
    """The lines of pages on the installation that are no guides by their names."""
    known = set(pages(snapshot))
    for file in first_party_texts(snapshot):
        own_place = file.depth == 0 or file.path.lower().startswith("doc")
        if own_place and file not in known and _INSTALLATION_PAGE.match(file.name) and reader_of(file) is None:
            yield from lines(file)
