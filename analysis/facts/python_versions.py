"""Whether all that a repository says of the version of Python goes together. There are no settings.

What is said: by pages, environments, images, ``python_requires``, ``.python-version`` and the like; by programs that
only Python 2 parses; by notebooks, as far as to tell Python 2 from 3.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from reprosurvey.analysis.facts.answer import Answer, answer
from reprosurvey.analysis.packages.files import list_files
from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT, first_party_texts
from reprosurvey.analysis.reading.lines import lines_with
from reprosurvey.analysis.reading.readme import all_lines
from reprosurvey.analysis.reading.syntax import Dialect
from reprosurvey.analysis.subjects.verdicts import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File, Snapshot

KNOWN = [f"2.{minor}" for minor in range(6, 8)] + [f"3.{minor}" for minor in range(21)]
"""The minor releases between which is told."""
LINE_LIMIT = 500
"""Characters of a line that are read."""

_IN_PROSE = re.compile(
    r"\bpython\s?(?:version\s?)?(?:\(?(?P<operator>>=|≥|==?|<=|~=|<|>)\s?)?v?(?P<version>[23](?:\.\d{1,2})?)(?:\.[\dx*]+)?"
    r"(?P<more>\+|\s?(?:or|and)\s?(?:higher|newer|later|above|up)|\s?(?:\(|,\s?)?(?:>=|or greater))?(?![\w.]*\d)",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:,|/|or|and|&|-|to|–)\s*(?:python\s*)?(?P<version>[23]\.\d{1,2})(?!\w)", re.IGNORECASE)
"""Another version right behind one."""
_IN_LISTS = re.compile(
    r"(?:^|[\s\"'-])python\s*(?P<operator>==?|>=|<=|~=)\s*[\"']?(?P<version>[23](?:\.\d{1,2})?)(?:\.[\d*]+)?(?=[\s\"',=;]|$)"
)
_IN_IMAGES = re.compile(r"^\s*FROM\s+(?:\S+/)?python:(?P<version>[23](?:\.\d{1,2})?)", re.IGNORECASE)
_REQUIRED = re.compile(r"(?:python_requires|requires-python)\s*=\s*[\"']?(?P<specifiers>[<>=!~][^\"'\n#]{1,60})")
_ELSE = re.compile(r"^[ \t]*(?:else|elif)\b", re.MULTILINE)
_FILES = (".python-version", "runtime.txt")
_PINNED = re.compile(r"\s*(?:python-)?(?P<version>[23]\.\d{1,2})(?:\.\d+)?\s*$")
_ASIDE = re.compile(
    r"\bnot\b|n't\b|deprecat|drop|legacy|previous|instead of|upgrade|convert|port(?:ed)? to", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one place says."""

    file: File
    line: int | None
    quote: str
    allowed: frozenset[str]


def judge(snapshot: Snapshot) -> Answer:
    """No where no version fits all that is said; na where nothing is."""
    said = [
        one
        for one in (*_by_pages(snapshot), *_by_lists(snapshot), *_by_files(snapshot), *_by_programs(snapshot))
        if one.allowed
    ]
    if not said:
        return answer(Outcome.NA, "none is named")
    common = frozenset.intersection(*(one.allowed for one in said))
    if common:
        shown = [snapshot.evidence(one.file, one.quote, one.line) for one in said]
        return answer(Outcome.YES, "", shown)
    narrowest = min(said, key=lambda one: len(one.allowed))
    odd = next((one for one in said if not one.allowed & narrowest.allowed), said[-1])
    shown = [snapshot.evidence(one.file, one.quote, one.line) for one in (narrowest, odd)]
    return answer(Outcome.NO, "versions that do not go together", shown)


def _by_pages(snapshot: Snapshot) -> Iterator[_Said]:
    for line in all_lines(snapshot):
        if "python" not in line.lower or _ASIDE.search(line.text[:LINE_LIMIT]):
            continue
        allowed: set[str] = set()
        for found in _IN_PROSE.finditer(line.text[:LINE_LIMIT]):
            allowed |= _range(_operator(found), found["version"])
            further = _FURTHER.match(line.text, found.end())
            while further:
                allowed |= _range("==", further["version"])
                further = _FURTHER.match(line.text, further.end())
        yield _Said(line.file, line.number, line.text.strip(), frozenset(allowed))


def _operator(found: re.Match[str]) -> str:
    return ">=" if found["more"] or found["operator"] == "≥" else (found["operator"] or "==")


def _by_lists(snapshot: Snapshot) -> Iterator[_Said]:
    written = (
        file for file, _ in list_files(snapshot) if file.suffix != ".lock"
    )  # a lock says what its packages allow
    for file in written:
        text = (file.text or "")[:LENGTH_LIMIT]
        lines = ((number, line[:LINE_LIMIT]) for number, line in lines_with("python", text))
        said = [_Said(file, number, line.strip(), allowed) for number, line in lines if (allowed := _allowed_by(line))]
        if len(said) > 1 and _ELSE.search(text):  # one or another
            said = [replace(said[0], allowed=frozenset().union(*(one.allowed for one in said)))]
        yield from said


def _by_files(snapshot: Snapshot) -> Iterator[_Said]:
    for file in first_party_texts(snapshot):
        if file.path in _FILES and (found := _PINNED.match(file.text or "")):
            yield _Said(file, 1, (file.text or "").strip(), _range("==", found["version"]))


def _allowed_by(line: str) -> frozenset[str]:
    """The minor releases that a line of a list allows; none where it says nothing of Python."""
    if line.lstrip().startswith("#"):
        return frozenset()
    if found := _REQUIRED.search(line):
        return _specified(found["specifiers"])
    if found := _IN_LISTS.search(line):
        return _range(found["operator"], found["version"])
    found = _IN_IMAGES.match(line)
    return _range("==", found["version"]) if found else frozenset()


def _by_programs(snapshot: Snapshot) -> Iterator[_Said]:
    """The first program that only Python 2 parses."""
    refused = (s for s in sources(snapshot) if s.is_python and s.refusal and s.file.suffix != ".ipynb")
    if source := next((s for s in refused if s.dialect is Dialect.TWO), None):
        line = source.refusal.line if source.refusal else None
        yield _Said(source.file, line, source.quote(line or 1), _range("==", "2"))


def _range(operator: str, version: str) -> frozenset[str]:
    """The minor releases that a version with an operator names; of a major release alone all of it."""
    if "." not in version:
        return frozenset(v for v in KNOWN if v.partition(".")[0] >= version if ">" in operator or v.startswith(version))
    operator = {"=": "==", "": "==", ">": ">="}.get(operator, operator)
    return _specified(f"{operator}{version}" + (".*" if operator == "==" else ""))


def _specified(specifiers: str) -> frozenset[str]:
    try:
        asked = SpecifierSet(specifiers.strip().rstrip(","))
    except InvalidSpecifier:
        return frozenset()
    return frozenset(v for v in KNOWN if any(asked.contains(f"{v}.{patch}") for patch in (0, 9, 20)))
