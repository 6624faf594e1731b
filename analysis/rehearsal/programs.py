"""Which program of a repository is started, to see whether it does: one that its pages say, else one with ``--help``.

One that trains goes before others. There are no settings.
"""

from __future__ import annotations

import re
import shlex
from itertools import dropwhile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from reprosurvey.analysis.reading.code import sources
from reprosurvey.analysis.reading.commands import commands
from reprosurvey.analysis.reading.entry import starts_itself
from reprosurvey.crawler.rehearsal.programs import Program, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reprosurvey.analysis.subjects.snapshots import Snapshot

LINE_LIMIT = 1_000
"""Characters of a command that are read."""

_PYTHON = re.compile(r"(?:^|[\s`$>;&(\"'])python(?:[23](?:\.\d{1,2})?)?\s+(\S.*)")
_END = re.compile(r"[`|;&<>]|\s#|\\$")
"""Where the shell goes on to something else, a text ends its quote, or a reader is to fill something in."""
_MAIN = re.compile(r"(?:^|[_-])(?:main|run|train\w*|fit)(?:[_-]|\.py$)", re.IGNORECASE)
_LAUNCHER = "torch.distributed"
"""Starts the program that is named after its own options."""
_OF_PACKAGING = frozenset({"setup.py", "conftest.py", "conf.py", "__init__.py"})


def tree_of(snapshot: Snapshot, list_path: str) -> Tree:
    """What the survey keeps of a snapshot, and the program that is started; ``list_path``: of its list of packages."""
    texts = {path: file.text for path, file in snapshot.files.items() if file.text is not None}
    return Tree(texts, frozenset(snapshot.files.keys() - texts.keys()), program_of(snapshot, list_path))


def program_of(snapshot: Snapshot, list_path: str) -> Program | None:
    """What is started; None where no program in Python starts by itself."""
    documented = list(_documented(snapshot, list_path.rpartition("/")[0]))
    if documented:
        return min(documented, key=lambda program: not _MAIN.search(_name(program.path)))
    return _undocumented(snapshot, list_path.rpartition("/")[0])


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _documented(snapshot: Snapshot, folder: str) -> Iterator[Program]:
    """The programs of the repository that its pages, then its scripts, start, in their order."""
    by_name: dict[str, list[str]] = {}
    for path in snapshot.files:
        if path.endswith(".py"):
            by_name.setdefault(_name(path), []).append(path)
    for command in commands(snapshot):
        found = _PYTHON.search(command.text[:LINE_LIMIT]) if "python" in command.text else None
        if found and (program := _started(_words(_END.split(found[1])[0]), by_name, folder)):
            yield program


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a quote that is not closed
        return line.split()


def _started(words: Sequence[str], by_name: dict[str, list[str]], folder: str) -> Program | None:
    """The program that the words after ``python`` start; None where it is none of the repository's."""
    told = list(dropwhile(lambda word: word.startswith("-") and word != "-m", words))
    if told[:1] == ["-m"] and len(told) > 1:
        if not told[1].startswith(_LAUNCHER):
            return _started_module(told[1], told[2:], by_name, folder)
        told = list(dropwhile(lambda word: not word.endswith(".py"), told))
    if not told or not told[0].endswith(".py"):
        return None
    written = str(PurePosixPath(told[0]))
    path = _found(written, by_name, folder)
    if path is None or _name(path) in _OF_PACKAGING:
        return None
    return Program(path, tuple(told[1:]), _above(path, written.count("/") + 1), documented=True)


def _started_module(
    module: str, arguments: Sequence[str], by_name: dict[str, list[str]], folder: str
) -> Program | None:
    path = _found(module.replace(".", "/") + ".py", by_name, folder)
    if path is None:
        return None
    return Program(path, tuple(arguments), _above(path, module.count(".") + 1), module, documented=True)


def _found(written: str, by_name: dict[str, list[str]], folder: str) -> str | None:
    """The program that a page calls so, nearest to the list of packages, then to the root."""
    paths = [path for path in by_name.get(_name(written), ()) if f"/{path}".endswith(f"/{written}")]
    return min(paths, key=lambda path: (not _is_below(path, folder), path.count("/"), path), default=None)


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _above(path: str, parts: int) -> str:
    """The folder so many parts above."""
    return "/".join(path.split("/")[:-parts])


def _undocumented(snapshot: Snapshot, folder: str) -> Program | None:
    programs = [s for s in sources(snapshot) if s.file.suffix == ".py" and _name(s.file.path) not in _OF_PACKAGING]

    def rank(path: str) -> tuple[bool, bool, bool, int, str]:
        in_package = f"{_above(path, 1)}/__init__.py" in snapshot.files
        return not _MAIN.search(_name(path)), in_package, not _is_below(path, folder), path.count("/"), path

    for source in sorted(programs, key=lambda source: rank(source.file.path)):
        if not source.is_unit_test and starts_itself(source):
            return _asked_for_help(source.file.path, snapshot)
    return None


def _asked_for_help(path: str, snapshot: Snapshot) -> Program:
    """A program started with ``--help`` in its folder; one of a package as a module, from beside the package.

    A package may have modules that are called as those of Python, such as ``random``.
    """
    folder = _above(path, 1)
    while folder and f"{folder}/__init__.py" in snapshot.files:
        folder = _above(folder, 1)
    module = path.removeprefix(f"{folder}/").removesuffix(".py").replace("/", ".")
    return Program(path, ("--help",), folder, module if "." in module else None)
