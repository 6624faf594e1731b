"""The packages that lock files fix: Pipenv, Poetry, PDM, uv, pylock, conda-lock, Pixi.

Packages that are locked for development alone are left out.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.packages.groups import ASIDE
from reprosurvey.analysis.packages.pyproject import table
from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import parse
from reprosurvey.analysis.packages.text_lists import conda_build

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reprosurvey.analysis.subjects.snapshots import File

Entry = dict[str, Any]

_FILES = re.compile(r"^[ \t]*\{ ?(?:url|file|name = \"[^\"]*\", url) = [^\n]*\n", re.MULTILINE)
"""The lines of the files of a locked package, most of a lock."""
_ELSEWHERE = {"type", "git", "hg", "path", "directory", "file", "url", "vcs", "archive"}
"""Keys of a locked package that no index has."""
_IN_GROUP = re.compile(r"[\"']([\w.-]+)[\"'] in (?:dependency_groups|extras)")
_ITEM = re.compile(r"^[ \t]*- ", re.MULTILINE)
_FIELD = re.compile(
    r"^[ \t]*(?:- )?(name|version|kind|manager|category|conda|pypi|url|optional):[ \t]*(.+?)[ \t]*$", re.MULTILINE
)


def lock(file: File) -> Iterator[Requirement]:
    """A lock in TOML."""
    content = tomllib.loads(_FILES.sub("", file.text or ""))
    listed = content.get("package", content.get("packages"))
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    needed = _needed(entries)
    for entry in entries:
        name = str(entry.get("name", ""))
        if not _is_aside(entry) and (needed is None or name in needed):
            yield from _locked(name, entry, file)


def pipfile_lock(file: File) -> Iterator[Requirement]:
    """Pipenv's."""
    for group, packages in json.loads(file.text or "").items():
        if group not in ("_meta", "develop") and not ASIDE.search(group):
            for name, entry in table(packages).items():
                yield from _locked(name, table(entry), file)


def yaml_lock(file: File) -> Iterator[Requirement]:
    """A lock of conda-lock or Pixi. It is long and written by a machine: its lines are read."""
    text = file.text or ""
    starts = [found.start() for found in _ITEM.finditer(text)]
    seen = set()
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        entry = {key: value.strip("\"'") for key, value in _FIELD.findall(text, start, end)}
        listed = _of_item(entry, file) if entry.get("category", "main") == "main" else None
        if listed and (listed.name, listed.version) not in seen:
            seen.add((listed.name, listed.version))
            yield listed


def _of_item(entry: dict[str, str], file: File) -> Requirement | None:
    address = entry.get("conda") or entry.get("pypi") or ""
    if "version" in entry and "name" in entry:
        from_pip = "pypi" in entry or "pip" in (entry.get("manager"), entry.get("kind")) or entry.get("kind") == "pypi"
        source = Source.INDEX if from_pip else Source.CONDA
        quote = f"{entry['name']} {entry['version']}"
        return requirement(entry["name"], Pin.PINNED, file, None, quote, entry["version"], source)
    return conda_build(address, file, None) or (parse(address, file) if "pypi" in entry else None)


def _locked(name: str, entry: Entry, file: File) -> Iterator[Requirement]:
    version = str(entry.get("version", "")).lstrip("=")
    source = _source(entry)
    if source is Source.ADDRESS and not version:
        version = str(entry.get("ref", "") or table(entry, "vcs").get("commit-id", "") or "")
        if version and (listed := requirement(name, Pin.PINNED, file, None, f"{name} {version}", source=source)):
            yield listed
    elif version and source and (listed := parse(f"{name}=={version}", file)):
        yield replace(listed, source=source)


def _source(entry: Entry) -> Source | None:
    """Where a locked package comes from, as Pipenv, Poetry, uv, PDM or a pylock write it; None for the project."""
    place = table(entry, "source") or entry
    if place.get("virtual", place.get("editable")) is not None:
        return None
    if place.get("type") == "legacy":
        return Source.FURTHER
    return Source.ADDRESS if _ELSEWHERE & place.keys() else Source.INDEX


def _is_aside(entry: Entry) -> bool:
    """Whether a package is locked for groups alone that are for development: by its category, groups or marker."""
    groups = entry.get("groups", [entry["category"]] if "category" in entry else [])
    groups = groups or _IN_GROUP.findall(str(entry.get("marker", "")))
    return bool(groups) and all(ASIDE.search(str(group)) for group in groups)


def _needed(entries: Iterable[Entry]) -> set[str] | None:
    """What uv's own project needs, by way of what these need; None for a lock that holds no project."""
    by_name: dict[str, list[Entry]] = {}
    for entry in entries:
        by_name.setdefault(str(entry.get("name", "")), []).append(entry)
    projects = [entry for entry in entries if {"virtual", "editable"} & table(entry, "source").keys()]
    if not projects:
        return None
    waiting = [name for entry in projects for name in _asked_for(entry)]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [asked for entry in by_name.get(name, ()) for asked in _asked_for(entry)]
    return needed


def _asked_for(entry: Entry) -> Iterator[str]:
    groups = [entry.get("dependencies")]
    for kind in ("optional-dependencies", "dev-dependencies"):
        groups += [listed for name, listed in table(entry, kind).items() if not ASIDE.search(name)]
    for listed in groups:
        for item in listed if isinstance(listed, list) else ():
            if isinstance(item, dict):
                yield str(item.get("name", ""))
