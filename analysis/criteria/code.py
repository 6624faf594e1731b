"""What programs do: imports, calls and definitions of Python sources, notebooks and the examples in READMEs."""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nbformat
import nbformat.reader

from analysis.criteria.own import own_texts
from analysis.criteria.readme import all_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from analysis.snapshots import File, Snapshot

LENGTH_LIMIT = 500_000
"""Characters of a source that are read."""
OTHER_LANGUAGES = (".m", ".r", ".jl", ".lua", ".cpp", ".swift")
"""Read by their calls alone."""

_CALL = re.compile(r"([A-Za-z_][\w.]{0,200})[ \t]{0,4}!?\(")
_DEFINITION = re.compile(r"^[ \t]*(?:async[ \t]+)?(def|class|function)[ \t]+(\w+)[ \t]*(?:\(([^()\n]{0,200})\))?")
_IMPORT = re.compile(r"^[ \t]*(?:import|from|using|library\()[ \t]*(\w+)")
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Call:
    """A call in a source."""

    name: str
    """Dotted; what cannot be named within is left out: ``f(x).step()`` is ``.step``."""
    line: int
    scope: str = ""
    """The enclosing classes and functions, dotted."""

    @property
    def last(self) -> str:
        """The called attribute or function."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def receiver(self) -> str:
        """What the attribute is called on; empty for a plain function."""
        return self.name.rpartition(".")[0]


@dataclass(frozen=True, slots=True)
class Definition:
    """A function or class in a source."""

    name: str
    line: int
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """What was read of one text."""

    imports: frozenset[str]
    """Top-level packages."""
    calls: tuple[Call, ...]
    definitions: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A file with a program."""

    file: File
    text: str
    """The program's text; of a notebook its code cells."""
    program: Program

    def quote(self, line: int) -> str:
        """The text of a line."""
        found = _lines(self.text)[line - 1 : line]
        return found[0].strip() if found else ""

    def line_in_file(self, line: int) -> int | None:
        """The line of the file itself; None for a notebook, whose lines are not its cells'."""
        return None if self.file.suffix == ".ipynb" else line


@lru_cache(maxsize=16)
def _lines(text: str) -> list[str]:
    return text.splitlines()


class _Visitor(ast.NodeVisitor):
    def __init__(self) -> None:
        self.imports: set[str] = set()
        self.calls: list[Call] = []
        self.definitions: list[Definition] = []
        self.scope: list[str] = []

    def visit_Import(self, node: ast.Import) -> None:
        self.imports.update(alias.name.split(".")[0] for alias in node.names)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.module and not node.level:
            self.imports.add(node.module.split(".")[0])

    def visit_Call(self, node: ast.Call) -> None:
        self.calls.append(Call(_dotted(node.func), node.lineno, ".".join(self.scope)))
        self.generic_visit(node)

    def _visit_definition(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        bases = tuple(_dotted(base) for base in node.bases) if isinstance(node, ast.ClassDef) else ()
        self.definitions.append(Definition(node.name, node.lineno, bases))
        self.scope.append(node.name)
        self.generic_visit(node)
        self.scope.pop()

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _visit_definition  # noqa: N815


def _dotted(node: ast.expr) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    parts.append(node.id if isinstance(node, ast.Name) else "")
    return ".".join(reversed(parts))


def _scan(text: str) -> Program:
    """Read a text that no parser takes (Python 2, another language), by lines."""
    imports, calls, definitions = set(), [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith(("#", "%", "//")):
            continue
        if found := _IMPORT.match(line):
            imports.add(found[1])
        if found := _DEFINITION.match(line):
            bases = (found[3] or "").split(",") if found[1] == "class" else []
            definitions.append(Definition(found[2], number, tuple(base.strip() for base in bases)))
            continue
        scope = definitions[-1].name if definitions and line[:1].isspace() else ""
        calls += [Call(match[1], number, scope) for match in _CALL.finditer(line[:2000])]
    return Program(frozenset(imports), tuple(calls), tuple(definitions))


@lru_cache(maxsize=256)
def parse(text: str) -> Program:
    """Read a Python program, by its syntax tree if it has one."""
    visitor = _Visitor()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            visitor.visit(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _scan(text)
    return Program(frozenset(visitor.imports), tuple(visitor.calls), tuple(visitor.definitions))


_READ: Callable[[str], Any] = nbformat.reader.reads
_CONVERT: Callable[[Any, int], Any] = nbformat.convert


@lru_cache(maxsize=32)
def cells(text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a notebook, each its type and its source; none if it is no notebook."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            notebook = _CONVERT(_READ(text), 4)
        return tuple((str(cell.cell_type), str(cell.source)) for cell in notebook.cells)
    except (ValueError, AttributeError, KeyError, TypeError, RecursionError, nbformat.ValidationError):
        return ()


def sources(snapshot: Snapshot) -> list[Source]:
    """The paper's own programs, shallow paths first; examples in READMEs last."""
    result = []
    for file in own_texts(snapshot):
        text = (file.text or "")[:LENGTH_LIMIT]
        if file.suffix == ".ipynb":
            if code := _MAGIC.sub("", "\n".join(source for kind, source in cells(text) if kind == "code")):
                result.append(Source(file, code, parse(code)))
        elif file.suffix == ".py":
            result.append(Source(file, text, parse(text)))
        elif file.suffix in OTHER_LANGUAGES:
            result.append(Source(file, text, _scan(text)))
    examples: dict[File, dict[int, str]] = {}
    for line in all_lines(snapshot):
        if line.code:
            examples.setdefault(line.file, {})[line.number] = line.text
    for file, code_lines in examples.items():
        text = "\n".join(code_lines.get(number, "") for number in range(1, max(code_lines) + 1))
        result.append(Source(file, text, _scan(text)))
    return result
