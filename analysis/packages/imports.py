"""What the programs in Python import that no list names: by their syntax trees, within functions too.

There are no settings. Of a repository without a list nothing is said. An import that is guarded against its failure is
optional, and one for type checkers is never run: neither is missed.
"""

from __future__ import annotations

import ast
import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from reprosurvey.analysis.packages.files import listed_in_files
from reprosurvey.analysis.packages.prose import listed_in_prose
from reprosurvey.analysis.packages.requirements import PLATFORM, is_tool, normalise
from reprosurvey.analysis.packages.standard_modules import STANDARD
from reprosurvey.analysis.reading.code import sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.reading.code import Source
    from reprosurvey.analysis.subjects.snapshots import Snapshot

VERSION = 2
"""Raised with every change that can alter what is missed."""

SAME_NAME = "same name"
"""Where a package's name is known from, where no register tells it: it is taken to be the import's."""
_MODULES = (".py", ".pyx", ".so", ".c", ".cpp", ".cu", ".rs", ".ipynb")
"""How files end that are modules, or of which modules are built."""

_SHARED = frozenset({"google", "ruamel"})
"""Names below which many packages stand."""
_NO_PACKAGE = STANDARD | _SHARED
"""Modules that a Python of some version brings along, and what is no package by itself."""
_BLOCKS = ("body", "handlers", "orelse", "finalbody", "cases")
"""Where a statement holds others; expressions hold none."""
_GUARDS = frozenset({"ImportError", "ModuleNotFoundError", "Exception"})


@dataclass(frozen=True, slots=True)
class MissingPackage:
    """One package that a program imports and no list names, and where it is imported first."""

    package: str
    """As an index spells it (PEP 503); of several that bring the import, the first."""
    imported: str
    """The name that is imported."""
    known_from: str
    """The address that tells which package brings the import, or :data:`SAME_NAME`."""
    path: str
    """The path within the repository."""
    line: int | None
    """1-based; None in a notebook."""


@lru_cache(maxsize=2)
def missing_packages(snapshot: Snapshot) -> tuple[MissingPackage, ...]:
    """What the programs at a commit import and no list names, each package once; nothing where there is no list."""
    listed = {n for r in listed_in_files(snapshot) + listed_in_prose(snapshot) for n in (r.name, r.package)}
    if not listed:
        return ()
    own = _own_modules(snapshot)
    first: dict[str, MissingPackage] = {}
    found: set[str] = set()
    for source in sources(snapshot):
        if not source.is_python or source.file.name.startswith(".") or source.is_unit_test:
            continue
        suspects = {name for name in source.imports if name in _SHARED or _is_missed(name, own, listed)}
        for missed in _missed(source, own, listed) if suspects - found else ():
            found.add(missed.imported)
            first.setdefault(missed.package, missed)
    return tuple(first.values())


def _missed(source: Source, own: set[str], listed: set[str]) -> Iterator[MissingPackage]:
    for name, line in needed_imports(source):
        if _is_missed(name, own, listed):
            top = name.partition(".")[0]
            imported, packages = _packages_of(name) or (top, [(canonicalize_name(top), SAME_NAME)])
            yield MissingPackage(
                packages[0][0], imported, packages[0][1], source.file.location, source.line_in_file(line)
            )


def _is_missed(name: str, own: set[str], listed: set[str]) -> bool:
    """Whether no list names what brings an import, which is neither Python's nor the repository's own."""
    top = name.partition(".")[0]
    known = _packages_of(name)
    if top in own or (top in _NO_PACKAGE and not known) or normalise(top) in PLATFORM or is_tool(normalise(top)):
        return False
    names = {canonicalize_name(top), *(package for package, _ in (known[1] if known else ()))}
    return listed.isdisjoint(names | set(map(normalise, names)))


@lru_cache(maxsize=4_096)
def _packages_of(name: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The longest part of an import that the register knows, and the packages that bring it, each with its source."""
    parts = name.split(".")
    known = (".".join(parts[:end]) for end in range(len(parts), 0, -1))
    return next(((part, _register()[part]) for part in known if part in _register()), None)


@cache
def _register() -> dict[str, list[tuple[str, str]]]:
    """By import, the packages that bring it, the usual one first, each with the page that says so."""
    text = (files("reprosurvey.analysis.packages") / "import_names.csv").read_text("utf-8")
    register: dict[str, list[tuple[str, str]]] = {}
    for row in csv.DictReader(text.splitlines()):
        register.setdefault(row["import"], []).append((row["package"], row["source"]))
    return register


def _own_modules(snapshot: Snapshot) -> set[str]:
    """Names under which its modules and the folders that hold some may be imported, vendored ones included."""
    own = {snapshot.origin.rsplit("/", 1)[-1].replace("-", "_")}
    for path in snapshot.files:
        *folders, name = path.split("/")
        if name.endswith(_MODULES):
            own.update((*folders, name.partition(".")[0]))
    return own


def needed_imports(source: Source) -> Iterator[tuple[str, int]]:
    """The absolute imports of a program that are neither guarded nor for type checkers, with their lines."""
    try:
        waiting: list[ast.AST] = [source.tree()]
    except SyntaxError:
        return
    found = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.module, node.lineno))
        else:
            waiting += _needed(node)
    yield from sorted(found, key=lambda item: item[1])


def _needed(node: ast.AST) -> list[ast.AST]:
    """The parts of a statement that are needed to run it."""
    if isinstance(node, ast.Try) and any(_GUARDS & _names(handler) for handler in node.handlers):
        return [*node.orelse, *node.finalbody]
    if isinstance(node, ast.If) and "TYPE_CHECKING" in _names(node.test):
        return [*node.orelse]
    return [part for block in _BLOCKS for part in getattr(node, block, ())]


def _names(node: ast.AST) -> set[str]:
    """The names that an expression, or the kind of error of a handler, is made of."""
    if isinstance(node, ast.ExceptHandler):
        return _names(node.type) if node.type else {"Exception"}
    parts = ast.walk(node)
    return {p.id if isinstance(p, ast.Name) else p.attr for p in parts if isinstance(p, ast.Name | ast.Attribute)}
