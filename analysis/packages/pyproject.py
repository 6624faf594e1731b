"""The packages that TOML lists name: pyproject, Poetry, PDM, uv, Hatch, Flit, Pixi, Pipenv, and headers of scripts."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from reprosurvey.analysis.packages.groups import ASIDE
from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import is_fixed, is_release, named
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

Table = dict[str, Any]

_HEADER, _END = "# /// script", "# ///"
"""Between which a script tells what it needs (PEP 723)."""
_CONDA_TABLES = ("dependencies", "run-dependencies", "host-dependencies")
_PIXI_TABLES = (*_CONDA_TABLES, "pypi-dependencies")


def table(content: object, *keys: str) -> Table:
    """The table at a path of keys; empty where there is none."""
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else {}


def pyproject(file: File) -> Iterator[Requirement]:
    """A project's, in the standard's tables and in those of its tools; not those for development."""
    content = tomllib.loads((file.text or "")[:LENGTH_LIMIT])
    project, tool = table(content, "project"), table(content, "tool")
    found = [*named(_strings(project.get("dependencies")), file)]
    for groups in (table(project, "optional-dependencies"), table(content, "dependency-groups")):
        found += named((s for listed in _own(groups) for s in _strings(listed)), file)
    uv = table(tool, "uv")
    for listed in (uv.get("constraint-dependencies"), uv.get("override-dependencies"), _flit(tool)):
        found += named(_strings(listed), file)
    for environment in _own(table(tool, "hatch", "envs")):
        found += named(_strings(table(environment).get("dependencies")), file)
    found += _poetry(table(tool, "poetry"), file)
    found += _pixi(table(tool, "pixi"), file)
    sources = {r.name: r for r in _versions(table(uv, "sources"), file) if r.source is Source.ADDRESS}
    yield from (sources.get(r.name, r) if r.pin < Pin.PINNED else r for r in found)


def pixi(file: File) -> Iterator[Requirement]:
    """A workspace's of Pixi."""
    yield from _pixi(tomllib.loads((file.text or "")[:LENGTH_LIMIT]), file)


def pipfile(file: File) -> Iterator[Requirement]:
    """Pipenv's."""
    content = tomllib.loads((file.text or "")[:LENGTH_LIMIT])
    aside = ("source", "requires", "pipenv", "scripts")
    for name, packages in content.items():
        if name not in aside and not ASIDE.search(name):
            yield from _versions(table(packages), file)


def script_header(file: File) -> Iterator[Requirement]:
    """What a script says of itself in its comment."""
    lines = iter((file.text or "")[:LENGTH_LIMIT].splitlines())
    if any(line.rstrip() == _HEADER for line in lines):
        written = takewhile(lambda line: line.startswith("#") and line.rstrip() != _END, lines)
        yield from named(_strings(tomllib.loads("\n".join(line[2:] for line in written)).get("dependencies")), file)


def _strings(listed: object) -> list[str]:
    return [item for item in listed if isinstance(item, str)] if isinstance(listed, list) else []


def _own(groups: Table) -> list[Any]:
    return [listed for name, listed in groups.items() if not ASIDE.search(name)]


def _flit(tool: Table) -> object:
    return table(tool, "flit", "metadata").get("requires")


def _poetry(poetry: Table, file: File) -> Iterator[Requirement]:
    yield from _versions(table(poetry, "dependencies"), file)
    for group in _own(table(poetry, "group")):
        yield from _versions(table(group, "dependencies"), file)


def _pixi(pixi: Table, file: File) -> Iterator[Requirement]:
    features = [pixi, table(pixi, "package"), *_own(table(pixi, "feature"))]
    targets = [target for feature in features for target in table(feature, "target").values()]
    for place in (*features, *targets):
        for name in _PIXI_TABLES:
            for listed in _versions(table(place, name), file):
                conda = name in _CONDA_TABLES and listed.source is Source.INDEX
                yield replace(listed, source=Source.CONDA) if conda else listed


def _versions(packages: Table, file: File) -> Iterator[Requirement]:
    """A table of names, each with a version or with a table that tells where it comes from."""
    for name, value in packages.items():
        for wanted in value if isinstance(value, list) else [value]:
            if isinstance(wanted, dict) and (place := wanted.get("git") or wanted.get("url")):
                revision = str(wanted.get("rev") or wanted.get("tag") or wanted.get("ref") or "")
                pin = Pin.PINNED if is_release(revision) or is_fixed(str(place)) else Pin.BARE
                line = (file.text or "").partition(str(place))[0].count("\n") + 1
                if listed := requirement(name, pin, file, line, f"{name} {place} {revision}", source=Source.ADDRESS):
                    yield listed
                continue
            version = wanted.get("version", "") if isinstance(wanted, dict) else wanted
            for listed in named([f"{name}{as_specifier(version)}"], file):
                yield replace(listed, line=_line(name, file))


def _line(name: str, file: File) -> int | None:
    found = re.search(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*=", (file.text or "")[:LENGTH_LIMIT], re.MULTILINE)
    return (file.text or "").count("\n", 0, found.end()) + 1 if found else None


def as_specifier(version: object) -> str:
    """A version as Poetry, Pipenv or conda write it, as pip would; alternatives are taken to be a window."""
    wanted = str(version).strip().partition("||")[0].partition("|")[0].strip()
    if not wanted or wanted == "*":
        return ""
    if wanted[0] in "^~" and not wanted.startswith("~="):
        return f"~={wanted[1:].strip()}" if "." in wanted else f"=={wanted[1:].strip()}"
    return f"=={wanted.lstrip('=')}" if wanted[0].isdigit() or wanted[0] == "=" else wanted
