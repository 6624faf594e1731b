"""One line that names a package: as pip reads it (PEP 508, an address, a wheel), or as conda does."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from packaging.requirements import InvalidRequirement
from packaging.requirements import Requirement as Specification
from packaging.utils import parse_sdist_filename, parse_wheel_filename

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, pin_of, requirement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File

LINE_LIMIT = 1_000
"""Characters of a line that are read."""

_COMMENT = re.compile(r"(?:^|\s)#|\s--")
_QUOTED = re.compile(r"^([\"'])(.*)\1$")
_EDITABLE = re.compile(r"(?:-e|--editable)[\s=]+")
_ADDRESS = re.compile(r"(?:(?:git|hg|svn|bzr)\+|(?:https?|file|ssh|git)://|git@)\S+")
_EGG = re.compile(r"#(?:.*&)?egg=([\w.-]+)")
_HOST = re.compile(r"^(?:[\w+]+://[^/]*|git@[^:]*)")
_COMMIT = re.compile(r"[0-9a-f]{7,40}")
_ARCHIVE = re.compile(r"\.(?:whl|zip|tar|tgz|tar\.(?:gz|bz2|xz))$")
_BRANCH_ARCHIVE = re.compile(r"/(?:archive|zipball|tarball)/(?:refs/)?(?:heads/.*|[^/]*)$")
_CONDA = re.compile(r"^(?:[\w./-]+::)?([A-Za-z0-9_][\w.-]*)\s*(?:=\s*([\d][\w.*+!-]*)(?:=\S+)?)?$")
_FROM_PIP = "=pypi_0"
"""What conda writes for the build of a package that pip installed."""
_CHANNEL = re.compile(r"^[\w./-]+::(?=\w)")
_LOOSE = re.compile(r"^([A-Za-z][\w.-]*)(?:\[[\w, -]*\])?\s*(~=|===?|>=?|<=?|!=)?\s*v?(\d[\w.+*-]*)?(?=\s*(?:[,;(]|$))")
_PLACEHOLDER = re.compile(r"^([A-Za-z][\w.-]*)(?:\[[\w, -]*\])?\s*(?:[=<>~!]{1,3}\s*)?[$%{][{(\w}].*$")
"""A version that stands in a variable which nothing sets."""


def parse(text: str, file: File, line: int | None = None) -> Requirement | None:
    """Read one line of a requirements file, a conda list or an environment; None if it names no package."""
    wanted = _COMMENT.split(text[:LINE_LIMIT], maxsplit=1)[0].strip().rstrip("\\,;").strip().lstrip("~")
    wanted = _QUOTED.sub(r"\2", _EDITABLE.sub("", wanted))
    if _ADDRESS.match(wanted):
        return _from_address(text[:LINE_LIMIT].strip(), wanted, file, line, text)
    if _ARCHIVE.search(wanted) and " @ " not in wanted:
        return _from_archive(wanted.split()[0], file, line, text)
    if not wanted or wanted.startswith(("-", "@", ".", "/", "name:", "prefix:")):
        return None
    if found := _CONDA.match(wanted):
        source = Source.CONDA if found[2] and not wanted.endswith(_FROM_PIP) else Source.INDEX
        return requirement(found[1], Pin.PINNED if found[2] else Pin.BARE, file, line, text, found[2], source)
    return _specified(_CHANNEL.sub("", wanted), file, line, text)


@lru_cache(maxsize=1_024)
def _specification(wanted: str) -> Specification | None:
    """What a line asks for as PEP 508 has it; None where it is not of that form."""
    try:
        return Specification(wanted)
    except InvalidRequirement:
        return None


def _specified(wanted: str, file: File, line: int | None, quote: str) -> Requirement | None:
    if (specification := _specification(wanted)) is None:
        return _loosely_specified(wanted, file, line, quote)
    if specification.url:
        pin = Pin.PINNED if is_fixed(specification.url) else Pin.BARE
        return requirement(specification.name, pin, file, line, quote, source=Source.ADDRESS)
    exact = (s.version for s in specification.specifier if s.operator in ("==", "===") and not s.version.endswith("*"))
    pin = pin_of((s.operator, s.version) for s in specification.specifier)
    return requirement(specification.name, pin, file, line, quote, next(exact, None))


def _loosely_specified(wanted: str, file: File, line: int | None, quote: str) -> Requirement | None:
    """A package that is not asked for as PEP 508 has it, or whose version nothing sets."""
    if found := _PLACEHOLDER.match(wanted):
        return requirement(found[1], Pin.BARE, file, line, quote)
    if not (found := _LOOSE.match(wanted)):
        return None
    operator = found[2] or ("==" if found[3] else "")
    return requirement(found[1], pin_of([(operator, found[3] or "")] if operator else []), file, line, quote)


def is_fixed(address: str) -> bool:
    """Whether an address leads to one state of a package: an archive or a wheel with a version, a commit, a tag.

    A revision without a digit is taken to be a branch, whose head moves.
    """
    bare = unquote(address.partition("#")[0].partition("?")[0])
    if _ARCHIVE.search(bare):
        branch = _BRANCH_ARCHIVE.search(bare)
        return is_release(_ARCHIVE.sub("", bare.rpartition("/")[2])) and not (branch and "/heads/" in bare)
    return is_release(_HOST.sub("", bare).partition("@")[2])


def is_release(revision: str) -> bool:
    """Whether a name in a repository is a commit or a tag rather than a branch."""
    return bool(_COMMIT.fullmatch(revision)) or any(map(str.isdigit, revision))


def _from_address(whole: str, wanted: str, file: File, line: int | None, quote: str) -> Requirement | None:
    address = wanted.split()[0]
    bare = unquote(address.partition("#")[0].partition("?")[0])
    if _ARCHIVE.search(bare) and (packed := _from_archive(bare, file, line, quote)):
        return packed
    egg = _EGG.search(whole)
    name = egg[1] if egg else _HOST.sub("", bare).partition("@")[0].rstrip("/").removesuffix(".git")
    pin = Pin.PINNED if is_fixed(address) else Pin.BARE
    return requirement(name.rpartition("/")[2], pin, file, line, quote, source=Source.ADDRESS)


def _from_archive(path: str, file: File, line: int | None, quote: str) -> Requirement | None:
    """What a wheel or a source archive is named by; None where it is not named as such."""
    archive = unquote(path).rpartition("/")[2]
    try:
        parsed = parse_wheel_filename(archive) if archive.endswith(".whl") else parse_sdist_filename(archive)
    except ValueError:
        if "/archive/" not in path:
            return None
        repository = path.partition("/archive/")[0].rpartition("/")[2]
        return requirement(
            repository, Pin.PINNED if is_fixed(path) else Pin.BARE, file, line, quote, source=Source.ADDRESS
        )
    return requirement(parsed[0], Pin.PINNED, file, line, quote, source=Source.ADDRESS)


def named(items: Iterable[object], file: File) -> Iterator[Requirement]:
    """The packages that strings name, each at the line of the file where it stands first."""
    text = file.text or ""
    for item in items:
        if isinstance(item, str):
            position = text.find(item)
            line = None if position < 0 else text.count("\n", 0, position) + 1
            if listed := parse(item, file, line):
                yield listed
