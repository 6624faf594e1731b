"""The packages that containers are built with: Dockerfiles, Apptainer definitions, development containers, images."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.commands import cloned, installed
from reprosurvey.analysis.packages.images import image, pulled
from reprosurvey.analysis.packages.julia import julia_installed
from reprosurvey.analysis.packages.r import r_installed
from reprosurvey.analysis.packages.requirements import (
    FRAMEWORKS,
    Requirement,
)
from reprosurvey.analysis.packages.variables import in_place
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT
from reprosurvey.analysis.reading.lines import continued_by, statements

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

_FROM = re.compile(r"^\s*FROM:?\s+(?:--platform=\S+\s+)?(\S+)", re.IGNORECASE)
_COMPOSED = re.compile(r"^\s*[\"']?image[\"']?\s*:\s*[\"']?([^\s\"',]+)", re.MULTILINE)
_JSON_COMMENT = re.compile(r'("(?:\\.|[^"\\\n])*")|//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*\*/|,(?=\s*[}\]])')
_COMMANDS = ("onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand")


def of_statements(lines: list[tuple[int, str]], file: File) -> Iterator[Requirement]:
    """The packages that the statements of a script install."""
    for number, text in lines:
        yield from installed(text, file, number)
        yield from pulled(text, file, number)
        yield from r_installed(text, file, number)
        yield from julia_installed(text, file, number)
    yield from cloned(lines, file)


def dockerfile(file: File) -> Iterator[Requirement]:
    """A Dockerfile's or an Apptainer definition's; the base image where it is a framework's."""
    lines = list(in_place(statements((file.text or "")[:LENGTH_LIMIT])))
    yield from of_statements(lines, file)
    for number, text in lines:
        if (found := _FROM.match(text)) and (base := image(found[1], file, number, text)) and base.name in FRAMEWORKS:
            yield base


def script(file: File) -> Iterator[Requirement]:
    """A shell script's, a batch file's or a Makefile's."""
    lines = in_place(statements((file.text or "")[:LENGTH_LIMIT], continued_by(file.suffix)))
    yield from of_statements([(n, t) for n, t in lines if not t.lstrip().startswith(("#", "::", "REM ", "rem "))], file)


def compose(file: File) -> Iterator[Requirement]:
    """The images of a composition that are a framework's."""
    text = (file.text or "")[:LENGTH_LIMIT]
    for found in _COMPOSED.finditer(text):
        listed = image(found[1], file, None, found[0])
        if listed and listed.name in FRAMEWORKS:
            yield replace(listed, line=text.count("\n", 0, found.start(1)) + 1)


def devcontainer(file: File) -> Iterator[Requirement]:
    """A development container's image and the commands that prepare it."""
    content = json.loads(_JSON_COMMENT.sub(lambda found: found[1] or "", (file.text or "")[:LENGTH_LIMIT]))
    if (
        base := image(str(content.get("image", "")), file, None, str(content.get("image")))
    ) and base.name in FRAMEWORKS:
        yield base
    for key in _COMMANDS:
        command = content.get(key, ())
        parts = command.values() if isinstance(command, dict) else [command]
        for part in parts:
            line = " ".join(map(str, part)) if isinstance(part, list) else str(part)
            number = (file.text or "").partition(f'"{key}"')[0].count("\n") + 1
            yield from of_statements([(number, line)], file)
