"""The packages that lists of languages other than Python name: R, Julia and C++."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.packages.requirements import Pin, Requirement, requirement
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.subjects.verdicts import QUOTE_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_FIELD = re.compile(r"^(?:Depends|Imports|LinkingTo):[ \t]*(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_R_PACKAGE = re.compile(r"([A-Za-z][\w.]*)\s*(?:\(\s*(==|>=|<=|>|<)\s*[\d.-]+\s*\))?")
_R_INSTALL = re.compile(
    r"\b(?:install\.packages|install_github|install_cran|BiocManager::install|p_load)\(([^)]{1,2000})"
)
_R_VERSION = re.compile(r"\binstall_version\(\s*[\"']([\w.]+)[\"']\s*,\s*(?:version\s*=\s*)?[\"'][\d.-]+")
_COMMENT = re.compile(r"^[ \t]*#.*$", re.MULTILINE)
_QUOTED = re.compile(r"[\"'](?:[\w.-]+/)?([A-Za-z][\w.]*)(@[\w.-]+)?[\"']")
_FIND_PACKAGE = re.compile(r"\bfind_package\s*\(\s*(\w+)(?:\s+(\d[\d.]*)(\s+EXACT)?)?", re.IGNORECASE)


def _description(file: File) -> Iterator[Requirement]:
    """An R package's."""
    text = _text(file)
    for found in _FIELD.finditer(text):
        for package in _R_PACKAGE.finditer(found[1]):
            pin = Pin.BARE if not package[2] else Pin.PINNED if package[2] == "==" else Pin.BOUNDED
            yield from _one(package[1], pin, file, text, found.start(1) + package.start())


def r_installed(text: str, file: File) -> Iterator[Requirement]:
    """The packages that R code installs, where that is not commented out."""
    text = _COMMENT.sub("", text)
    for found in _R_VERSION.finditer(text):
        yield from _one(found[1], Pin.PINNED, file, text, found.start())
    for found in _R_INSTALL.finditer(text):
        for package in _QUOTED.finditer(found[1]):
            yield from _one(package[1], Pin.PINNED if package[2] else Pin.BARE, file, text, found.start())


def r_script(file: File) -> Iterator[Requirement]:
    """The packages that a program in R installs."""
    yield from r_installed(_text(file), file)


def _renv(file: File) -> Iterator[Requirement]:
    packages = json.loads(file.text or "").get("Packages")
    for name in packages if isinstance(packages, dict) else ():
        yield from _one(str(name), Pin.PINNED, file, file.text or "", 0)


def _julia_project(file: File) -> Iterator[Requirement]:
    """Julia reads a bare version in ``compat`` as a compatible release."""
    content: dict[str, Any] = tomllib.loads(_text(file))
    versions = content.get("compat")
    for name in content.get("deps") or ():
        wanted = str(versions.get(name, "")) if isinstance(versions, dict) else ""
        pin = Pin.BARE if not wanted else Pin.BOUNDED if wanted.startswith((">", "≥")) else Pin.PINNED
        yield from _one(name, pin, file, file.text or "", (file.text or "").find(name))


def _julia_manifest(file: File) -> Iterator[Requirement]:
    """Of both formats: the packages at the top, or in ``deps``."""
    content: dict[str, Any] = tomllib.loads(file.text or "")
    packages = content.get("deps", content)
    for name, entries in packages.items() if isinstance(packages, dict) else ():
        entry = entries[0] if isinstance(entries, list) and entries else None
        if isinstance(entry, dict) and "version" in entry:
            yield from _one(name, Pin.PINNED, file, "", 0)


def _cmake(file: File) -> Iterator[Requirement]:
    text = _text(file)
    for found in _FIND_PACKAGE.finditer(text):
        pin = Pin.BARE if not found[2] else Pin.PINNED if found[3] else Pin.BOUNDED
        yield from _one(found[1], pin, file, text, found.start())


def _one(name: str, pin: Pin, file: File, text: str, position: int) -> Iterator[Requirement]:
    line = text.count("\n", 0, position) + 1 if text else None
    quote = text[position:][:QUOTE_LIMIT].partition("\n")[0] if text else name
    if found := requirement(name, pin, file, line, quote):
        yield found


def _text(file: File) -> str:
    return (file.text or "")[:LENGTH_LIMIT]


_READERS: dict[str, Callable[[File], Iterator[Requirement]]] = {
    "description": _description,
    "renv.lock": _renv,
    "project.toml": _julia_project,
    "manifest.toml": _julia_manifest,
    "cmakelists.txt": _cmake,
    "install.r": r_script,
    "packages.r": r_script,
    "requirements.r": r_script,
    "dependencies.r": r_script,
    "setup.r": r_script,
}


def reader_of(file: File) -> Callable[[File], Iterator[Requirement]] | None:
    """What reads a list of another language; None for any other file."""
    return _READERS.get(file.name.lower())
