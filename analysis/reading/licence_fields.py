"""Licences that metadata name in a field: of packages, citations, archives and hubs."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from reprosurvey.analysis.subjects.snapshots import File

VALUES_LIMIT = 5
"""Licences that are read of one file."""

_FIELD = re.compile(r"^[ \t]*[\"']?licen[sc]e(?:-expression)?[\"']?[ \t]*[:=][ \t]*(\S.{0,300})", re.MULTILINE | re.I)
_ARGUMENT = re.compile(r"\blicen[sc]e(?:_expression)?[\"']?\s*[=:]\s*[\"']([^\"'\n]{1,300})[\"']")
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved(?: :: )?)?([^\"'\n]{0,200})")
_OF_YAML = re.compile(r"^license(?:-url)?:[ \t]*(\S.{0,300})?$((?:\n[ \t]*-[ \t]+\S.{0,300}$)*)", re.MULTILINE)
_ITEM = re.compile(r"[^\s\[\],\"'#-][^\[\],\"'#\n]*")
_NAME_OF_OTHER = re.compile(r"^license_name:[ \t]*(\S.{0,300})$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
_SPDX = re.compile(
    r"SPDX-License-Identifier[\"']?\s*[:=]\s*[\"']?([^\n\"'*]{2,200}?)[\"']?\s*(?:\*/|-->|$)", re.MULTILINE
)
_IN_JSON = ("url", "identifier", "@id", "id", "name", "type")
"""Where an object tells which licence it is, the clearest first."""


class Stated(NamedTuple):
    """A licence as a field names it."""

    values: tuple[str, ...]
    """Each of them may be chosen."""
    line: int
    """1-based."""
    quote: str


def stated_licence(file: File) -> Stated | None:
    """The licence that a file of metadata states; None where it states none, or is no such file."""
    text = (file.text or "")[:LENGTH_LIMIT]
    values = [value.strip() for value in _reader(file)(text) if value.strip()][:VALUES_LIMIT]
    if not values:
        return None
    number, line = _place(text.splitlines(), values[0])
    return Stated(tuple(values), number, line.strip() if len(values) == 1 else " ".join(values))


def _place(lines: list[str], value: str) -> tuple[int, str]:
    """The number of the line that holds ``value``, rather one that speaks of a licence, and the line."""
    holding = [(number, line) for number, line in enumerate(lines, start=1) if value in line] or [(1, value)]
    return next((place for place in holding if re.search("licen[sc]e", place[1], re.IGNORECASE)), holding[0])


def front_matter_licence(page: File) -> Stated | None:
    """The licence that the front matter of a hub's card states."""
    if not (card := _FRONT_MATTER.match((page.text or "")[:LENGTH_LIMIT])):
        return None
    values = tuple(value for value in _of_yaml(card[1]) if value not in ("other", "unknown"))
    values = values or tuple(_NAME_OF_OTHER.findall(card[1]))
    number = card[1].partition("license:")[0].count("\n") + 2
    return Stated(values, number, f"license: {', '.join(values)}") if values else None


def spdx_licences(text: str) -> list[str]:
    """What SPDX's tags in a text name."""
    return [value.strip() for value in _SPDX.findall(text) if value.strip()]


def _reader(file: File) -> Callable[[str], Iterator[str]]:
    return _READERS.get(file.name.lower(), _nothing)


def _nothing(text: str) -> Iterator[str]:
    yield from ()


def _of_json(text: str) -> Iterator[str]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(told, dict):
        yield from _values(told.get("license") or told.get("licenses"))


def _values(told: Any) -> Iterator[str]:
    """The licences of a string, an object or a list of either."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        yield from (value for key in _IN_JSON if isinstance(value := told.get(key), str) and value != "CreativeWork")
    elif isinstance(told, list):
        for item in told:
            yield from (value for value in [next(_values(item), "")] if isinstance(item, (str, dict)))


def _of_toml(text: str) -> Iterator[str]:
    try:
        told = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    for table in (told, *(told.get(name) for name in ("project", "package")), told.get("tool", {}).get("poetry")):
        if isinstance(table, dict):
            named = table.get("license")
            yield from _values(named.get("text") if isinstance(named, dict) else named)
    yield from _of_classifiers(text)


def _of_classifiers(text: str) -> Iterator[str]:
    yield from (value or "OSI Approved" for value in _CLASSIFIER.findall(text))


def _of_setup(text: str) -> Iterator[str]:
    yield from _ARGUMENT.findall(text)
    yield from _of_classifiers(text)


def _of_lines(text: str) -> Iterator[str]:
    yield from (value.strip("\"', ") for value in _FIELD.findall(text))
    yield from _of_classifiers(text)


def _of_yaml(text: str) -> Iterator[str]:
    for value, items in _OF_YAML.findall(text):
        yield from (item.strip() for item in _ITEM.findall(value or items.replace("- ", "")))


_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "codemeta.json": _of_json,
    ".zenodo.json": _of_json,
    "package.json": _of_json,
    "composer.json": _of_json,
    "pyproject.toml": _of_toml,
    "cargo.toml": _of_toml,
    "project.toml": _of_toml,
    "fpm.toml": _of_toml,
    "setup.py": _of_setup,
    "setup.cfg": _of_lines,
    "description": _of_lines,
    "citation.cff": _of_yaml,
}
