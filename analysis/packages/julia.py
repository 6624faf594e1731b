"""The packages that lists of Julia name: Project, Manifest, REQUIRE, and code that adds."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import is_release
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_ADD = re.compile(r"\bPkg\.(?:add|develop|clone)\s*\(((?:[^()]|\([^()]*\)){1,4000})\)")
_SPECIFIED = re.compile(r"(?:PackageSpec\s*\(|\(\s*;|[{(]\s*(?=name\s*=)|^\s*(?=name\s*=|url\s*=))([^()]*)")
_KEYWORD = re.compile(r"\b(name|version|rev|url)\s*=\s*v?\"([^\"\n]+)\"")
_QUOTED = re.compile(r"\"(?:https?://\S*?/)?([A-Za-z]\w*)(?:\.jl)?(?:\.git)?(?:[@#]([\w./-]+))?\"")
_PROMPT = re.compile(r"(?:\bpkg> ?|\][ ]?|\bpkg\")(?:add|develop) ([^\"\n`]+)")
_WORD = re.compile(r"(?:https?://\S*?/)?([A-Za-z]\w*)(?:\.jl)?(?:\.git)?(?:[@#]([\w./-]+))?(?=[\s,]|$)")


def project(file: File) -> Iterator[Requirement]:
    """A project's; a bare version in ``compat`` is a compatible release."""
    text = (file.text or "")[:LENGTH_LIMIT]
    content: dict[str, Any] = tomllib.loads(text)
    versions = content.get("compat")
    for name in content.get("deps") or ():
        wanted = str(versions.get(name, "")) if isinstance(versions, dict) else ""
        pin = Pin.BARE if not wanted else Pin.BOUNDED if wanted.startswith((">", "≥", "<")) else Pin.PINNED
        number = text.partition(f"\n{name} ")[0].count("\n") + 2 if f"\n{name} " in text else None
        yield from _one(name, pin, file, number, f"{name} {wanted}".strip())


def manifest(file: File) -> Iterator[Requirement]:
    """Of both formats: the packages at the top, or in ``deps``; one name may stand for several packages."""
    content: dict[str, Any] = tomllib.loads(file.text or "")
    packages = content.get("deps", content)
    for name, entries in packages.items() if isinstance(packages, dict) else ():
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and ("version" in entry or "git-tree-sha1" in entry):
                yield from _one(name, Pin.PINNED, file, None, f"{name} {entry.get('version', '')}".strip())


def require(file: File) -> Iterator[Requirement]:
    """What Julia up to 0.6 read: a package a line, with the least version and the first that is too new."""
    for number, line in enumerate((file.text or "")[:LENGTH_LIMIT].splitlines(), start=1):
        words = line.partition("#")[0].removeprefix("@").split()
        if words and words[0].isidentifier():
            yield from _one(words[0], (Pin.BARE, Pin.BOUNDED, Pin.PINNED)[min(len(words) - 1, 2)], file, number, line)


def julia_installed(text: str, file: File, line: int | None = None) -> Iterator[Requirement]:
    """The packages that Julia code or its prompt adds."""
    if "Pkg." not in text and "add " not in text:
        return
    for call in _ADD.finditer(text):
        number = line or text.count("\n", 0, call.start()) + 1
        specified = [dict(_KEYWORD.findall(part)) for part in _SPECIFIED.findall(call[1])]
        for given in specified:
            name = given.get("name") or given.get("url", "").rpartition("/")[2].removesuffix(".git").removesuffix(".jl")
            pin = Pin.PINNED if "version" in given or is_release(given.get("rev", "")) else Pin.BARE
            yield from _one(name, pin, file, number, call[0])
        for name, revision in _QUOTED.findall(call[1]) if not specified else ():
            yield from _one(name, Pin.PINNED if is_release(revision) else Pin.BARE, file, number, call[0])
    for found in _PROMPT.finditer(text):
        number = line or text.count("\n", 0, found.start()) + 1
        for name, revision in _WORD.findall(found[1]):
            yield from _one(name, Pin.PINNED if is_release(revision) else Pin.BARE, file, number, found[0])


def julia_script(file: File) -> Iterator[Requirement]:
    """The packages that a program in Julia adds."""
    yield from julia_installed((file.text or "")[:LENGTH_LIMIT], file)


def _one(name: str, pin: Pin, file: File, line: int | None, quote: str) -> Iterator[Requirement]:
    if name and (found := requirement(name, pin, file, line, quote, source=Source.JULIA)):
        yield found
