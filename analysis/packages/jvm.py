"""The packages that the build files of the Java virtual machine name: Maven, Gradle, sbt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_COMMENT = re.compile(r"<!--.{0,5000}?-->", re.DOTALL)
_DEPENDENCY = re.compile(r"<dependency>(.{1,2000}?)</dependency>", re.DOTALL)
_FIELD = re.compile(r"<(artifactId|version|scope)>\s*([^<>\s]{1,200})\s*</")
_PROPERTY = re.compile(r"<([\w.-]{1,100})>\s*([\w.+-]{1,100})\s*</\1>")
_NAMED_BY = re.compile(r"\$\{([\w.-]{1,100})\}")
_GRADLE = re.compile(
    r"^[ \t]*(?:implementation|api|compile|compileOnly|runtime|runtimeOnly)\b[ \t]*\(?[ \t]*[\"']"
    r"[\w.-]{1,100}:([\w.-]{1,100})(?::([^\s\"':@]{1,100}))?",
    re.MULTILINE,
)
_SBT = re.compile(
    r"[\"'][\w.-]{1,100}[\"']\s*%{1,3}\s*[\"']([\w.-]{1,100})[\"']\s*%\s*(?:[\"']([^\"'\s]{1,100})[\"']|\w+)([^,\n)]{0,60})"
)
_FOR_TESTS = re.compile(r"\btest\b", re.IGNORECASE)
_OPEN = re.compile(r"[\[(,+]|latest|release$", re.IGNORECASE)
"""What stands in a version that leaves open which it is."""


def maven(file: File) -> Iterator[Requirement]:
    """What a project of Maven depends on, apart from tests; a version may be a property of the same file."""
    text = (file.text or "")[:LENGTH_LIMIT]
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    properties = dict(_PROPERTY.findall(text))
    for found in _DEPENDENCY.finditer(text):
        told = dict(_FIELD.findall(found[1]))
        version = _NAMED_BY.sub(lambda name: properties.get(name[1], ""), told.get("version", ""))
        if told.get("scope") != "test":
            yield from _one(told.get("artifactId", ""), version, file, text, found.start())


def gradle(file: File) -> Iterator[Requirement]:
    """What a project of Gradle depends on, apart from tests."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for found in _GRADLE.finditer(text):
        yield from _one(found[1], found[2] or "", file, text, found.start(1))


def sbt(file: File) -> Iterator[Requirement]:
    """What a project of sbt depends on, apart from tests; a version behind a name counts as given."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for found in _SBT.finditer(text):
        if not _FOR_TESTS.search(found[3]):
            yield from _one(found[1], found[2] or "given", file, text, found.start())


def _one(name: str, version: str, file: File, text: str, position: int) -> Iterator[Requirement]:
    """A package with its version, exact where nothing is left open."""
    pin = Pin.BARE if not version else Pin.BOUNDED if _OPEN.search(version) else Pin.PINNED
    quote = f"{name} {version}".strip()
    line = text.count("\n", 0, position) + 1
    if found := requirement(name, pin, file, line, quote, source=Source.OTHER):
        yield found
