"""The packages that notebooks install: by pip and conda behind ``!`` or ``%``, in a shell's cell, or in R and Julia.

A line that begins with the name of an installer needs no ``%``: IPython takes it for its magic command of that name.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.commands import cloned, installed
from reprosurvey.analysis.packages.julia import julia_installed
from reprosurvey.analysis.packages.r import r_installed
from reprosurvey.analysis.packages.variables import in_place
from reprosurvey.analysis.reading.notebooks import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.packages.requirements import Requirement
    from reprosurvey.analysis.subjects.snapshots import File

_SHELL = re.compile(r"^\s*%%(?:bash|sh|shell|script|!)")
_COMMAND = re.compile(
    r"^\s*[!%](?!%)\s*|^(?:pip|conda|mamba|micromamba|uv) +(?:install|add|create|env|pip) "
    r"|\bos\.system\(\s*f?[\"']|\bsubprocess\.\w+\(\s*f?[\"']"
)
_MAY_INSTALL = re.compile(r"install|git clone|Pkg\.add|p_load|\b(?:uv|poetry) add\b")


def notebook(file: File) -> Iterator[Requirement]:
    """What its cells install; cells have no lines of the file."""
    if _MAY_INSTALL.search(file.text or ""):
        yield from (replace(listed, line=None) for listed in _installed(file))


def _installed(file: File) -> Iterator[Requirement]:
    code = [source for kind, source in cells(file.text or "") if kind == "code"]
    commands = list(in_place((0, line) for source in code for line in _commands(source)))
    for _, command in commands:
        yield from installed(command, file, None)
    yield from cloned(commands, file)
    for source in code:
        yield from r_installed(source, file)
        yield from julia_installed(source, file)


def _commands(source: str) -> list[str]:
    """The lines of a cell that a shell runs, those that go on in the next one joined."""
    lines = source.replace("\\\n", " ").splitlines()
    if lines and _SHELL.match(lines[0]):
        return [line for line in lines[1:] if not line.lstrip().startswith("#")]
    return [line for line in lines if _COMMAND.search(line)]
