"""The packages that lists of compiled languages and their build systems name: CMake, Cargo, Go, ROS, Node."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.packages.pyproject import table
from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import is_release
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_FIND_PACKAGE = re.compile(r"\bfind_package\s*\(\s*(\w+)(?:\s+(\d[\d.]*)(\s+EXACT)?)?", re.IGNORECASE)
_FETCHED = re.compile(r"\bFetchContent_Declare\s*\(\s*(\w+)([^)]{0,1000})", re.IGNORECASE)
_GIT_TAG = re.compile(r"GIT_TAG\s+\"?([\w./-]+)|URL\s+\"?(\S+)")
_GO = re.compile(r"^(?:require[ \t]+|[ \t]+)([\w.-]+\.[\w.-]+/\S+)[ \t]+v(\d\S*)[ \t]*$", re.MULTILINE)
_ROS = re.compile(
    r"<(?:build_|exec_|run_|build_export_)?depend(?:\s+version_(\w+)=\"[^\"]{0,50}\")?[^<>]{0,200}>\s{0,20}([\w.-]+)\s*<"
)
_CARGO_TABLES = ("dependencies", "build-dependencies")


def cmake(file: File) -> Iterator[Requirement]:
    """What CMake finds or fetches."""
    text = _text(file)
    for found in _FIND_PACKAGE.finditer(text):
        pin = Pin.BARE if not found[2] else Pin.PINNED if found[3] else Pin.BOUNDED
        yield from _one(found[1], pin, file, text, found.start())
    for found in _FETCHED.finditer(text):
        tag = _GIT_TAG.search(found[2])
        yield from _one(
            found[1], Pin.PINNED if tag and is_release(tag[1] or tag[2]) else Pin.BARE, file, text, found.start()
        )


def cargo(file: File) -> Iterator[Requirement]:
    """A crate's or a workspace's; a bare version is a compatible release."""
    text = _text(file)
    content = tomllib.loads(text)
    places = [content, table(content, "workspace"), *table(content, "target").values()]
    for name, wanted in (item for place in places for key in _CARGO_TABLES for item in table(place, key).items()):
        yield from _one(name, _cargo_pin(wanted), file, text, max(0, text.find(f"\n{name}") + 1))


def _cargo_pin(wanted: Any) -> Pin:
    version = str(wanted.get("version", "") if isinstance(wanted, dict) else wanted)
    if isinstance(wanted, dict) and not version:
        return (
            Pin.PINNED
            if "path" in wanted or is_release(str(wanted.get("rev") or wanted.get("tag") or ""))
            else Pin.BARE
        )
    return Pin.BARE if version in ("", "*") else Pin.BOUNDED if version.startswith((">", "<")) else Pin.PINNED


def cargo_lock(file: File) -> Iterator[Requirement]:
    """The crates that Cargo locked, apart from the project's own."""
    for entry in tomllib.loads(file.text or "").get("package", ()):
        if isinstance(entry, dict) and "source" in entry:
            yield from _one(
                str(entry.get("name", "")), Pin.PINNED, file, f"{entry.get('name')} {entry.get('version')}", 0
            )


def go_modules(file: File) -> Iterator[Requirement]:
    """A module of Go's."""
    text = _text(file)
    for found in _GO.finditer(text):
        yield from _one(found[1].rpartition("/")[2], Pin.PINNED, file, text, found.start(1))


def ros_package(file: File) -> Iterator[Requirement]:
    """A ROS package's."""
    text = _text(file)
    for found in _ROS.finditer(text):
        pin = Pin.BARE if not found[1] else Pin.PINNED if found[1] == "eq" else Pin.BOUNDED
        yield from _one(found[2], pin, file, text, found.start())


def node_package(file: File) -> Iterator[Requirement]:
    """A package's of Node; a caret or a tilde is a compatible release."""
    for name, wanted in table(json.loads(file.text or ""), "dependencies").items():
        pin = Pin.BARE if wanted in ("", "*", "latest") else Pin.BOUNDED if str(wanted)[:1] in "<>" else Pin.PINNED
        yield from _one(
            name.rpartition("/")[2], pin, file, file.text or "", max(0, (file.text or "").find(f'"{name}"'))
        )


def _one(name: str, pin: Pin, file: File, text: str, position: int) -> Iterator[Requirement]:
    quote = text[position : position + 200].partition("\n")[0]
    if found := requirement(name, pin, file, text.count("\n", 0, position) + 1, quote, source=Source.OTHER):
        yield found


def _text(file: File) -> str:
    return (file.text or "")[:LENGTH_LIMIT]
