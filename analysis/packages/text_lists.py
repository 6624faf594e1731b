"""The packages that plain lists name, a line each: requirements, constraints, and what conda and pip print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.commands import installed
from reprosurvey.analysis.packages.requirements import Pin, Requirement, Source, requirement
from reprosurvey.analysis.packages.specifications import LINE_LIMIT, parse
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.subjects.snapshots import File

EXPORTED = re.compile(
    r"^@EXPLICIT|^# packages in environment at|^# This file may be used to create an environment", re.MULTILINE
)
"""What conda writes on top of what it exports."""
_BUILT = re.compile(r"https?://\S+/([^/\s#]+)-(\d[^-/\s#]*)-[^-/\s#]+\.(?:conda|tar\.bz2)")
"""A build of a package on a channel of conda."""
_ROW = re.compile(r"^([A-Za-z_][\w.-]*)[ \t]+(\d\S*)[ \t]+(\S+)(?:[ \t]+(\S+))?[ \t]*$")
"""A row of ``conda list``: name, version, build, channel."""
_BUILD = re.compile(r"[\w.]*\d[\w.]*|pypi_0|<pip>|main")


def requirements(file: File) -> Iterator[Requirement]:
    """A list with a package a line, in any form that pip or conda reads or writes."""
    for number, text in enumerate((file.text or "")[:LENGTH_LIMIT].splitlines(), start=1):
        if not text.lstrip().startswith("#"):
            yield from _of_line(text[:LINE_LIMIT], file, number)


def _of_line(text: str, file: File, number: int) -> Iterator[Requirement]:
    if listed := _exported(text, file, number) or parse(text, file, number):
        yield listed
    else:
        yield from installed(text, file, number)


def _exported(text: str, file: File, number: int) -> Requirement | None:
    if found := _BUILT.search(text):
        return conda_build(found[0], file, number)
    if (found := _ROW.match(text)) and _BUILD.fullmatch(found[3]):
        source = Source.INDEX if found[3] in ("pypi_0", "<pip>") or found[4] == "pypi" else Source.CONDA
        return requirement(found[1], Pin.PINNED, file, number, text, found[2], source)
    return None


def conda_build(address: str, file: File, number: int | None) -> Requirement | None:
    """What the address of a build of conda is of; None where it is none."""
    found = _BUILT.search(address)
    return requirement(found[1], Pin.PINNED, file, number, address, found[2], Source.CONDA) if found else None
