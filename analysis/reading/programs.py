"""What programs do: the calls, definitions and imports of Python by its syntax tree, of texts without one by lines."""

from __future__ import annotations

import ast
import gc
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINE_LIMIT = 2_000
"""Characters of a line that are read where there is no syntax tree."""
PROGRAMS_REMEMBERED = 256
"""Texts of which the program is remembered: the same stand in several folders and states of a repository."""


_CALLED = re.compile(r"\([\s\\)]*(\w+(?:[\s\\]*\.[\s\\]*\w*)*)")
"""A bracket and the name before it, in a text read backwards: brackets are fewer than names, and are found sooner."""
_BETWEEN = re.compile(r"[\s\\]+")
_CALL = re.compile(r"(?<!\w)([A-Za-z_][\w.]{0,200})[ \t]{0,4}!?\(")
_DEFINITION = re.compile(
    r"^[ \t]*(?:async[ \t]+)?(def|class|function)[ \t]+(?:[\[\]\w, ~]{1,200}=[ \t]*)?(?:\w{1,100}[.:])?(\w+)"
    r"[ \t]*(?:\(([^()\n]{0,200})\))?"
)
_IMPORT = re.compile(
    r"(?:import|using)\s+([\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*)|from\s+(\w[\w.]*)\s+import\b"
)
_LIBRARY = re.compile(r"\b(?:library|require|requireNamespace)\(\s*[\"']?([\w.]+)")


@lru_cache(maxsize=4_096)
def separated(name: str) -> str:
    """A name whose words begin with capitals, with underscores between them."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


class Call(NamedTuple):
    """A call in a source."""

    name: str
    """Dotted; of a call within, its last name: ``net.f(x).step()`` is ``f().step``; of anything else, nothing."""
    last: str
    """The called attribute or function."""
    line: int
    scope: str
    """The enclosing classes and functions, dotted."""
    several: bool
    """Whether it is given more than one argument; read by lines, whether a comma follows."""

    @property
    def receiver(self) -> str:
        """What the attribute is called on; empty for a plain function."""
        return self.name.rpartition(".")[0]


class Definition(NamedTuple):
    """A function or class in a source."""

    name: str
    line: int
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Program:
    """What was read of one text, in the order of its lines."""

    calls: tuple[Call, ...]
    definitions: tuple[Definition, ...]


def called_in(text: str) -> frozenset[str]:
    """The dotted names that a text may call, found without parsing it: no call by a name of Python's is left out.

    What is called on an expression begins with a dot; a name may begin with the end of a comment above.
    """
    return frozenset(_BETWEEN.sub("", name[::-1]) for name in _CALLED.findall(text[::-1]))


def is_called_on_expression(name: str) -> bool:
    """Whether nothing is known of what a name of :func:`called_in` is called on."""
    return name.startswith(".") and name.count(".") == 1


def imported(lines: Iterable[str]) -> Iterator[str]:
    """The top-level packages that statements import."""
    for line in lines:
        statement = line[:LINE_LIMIT].strip()
        if statement.startswith(("import ", "from ", "using ")):
            if found := _IMPORT.match(statement):
                for name in [found[2]] if found[2] else found[1].split(","):
                    yield name.split()[0].partition(".")[0]
        elif "librar" in statement or "require" in statement:
            yield from _LIBRARY.findall(statement)


TOO_DEEP = (ValueError, RecursionError, MemoryError)
"""How Python's parser ends on what it does not take, apart from a syntax error."""

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NOT_WALKED = frozenset(
    {
        *("ctx", "op", "ops", "id", "attr", "name", "arg", "names", "module", "level", "kind", "type_comment"),
        *("simple", "conversion", "is_async", "rest", "kwd_attrs", "str"),
    }
)
"""Fields of a syntax tree in which no call stands."""
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Pass, ast.Import, ast.ImportFrom, type(None), bool})
_WALKED = {
    kind: tuple(name for name in kind._fields if name not in _NOT_WALKED)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}
"""By kind of node the fields in which calls stand."""


_LINE_OF_CALL = itemgetter(2)


def _call(name: str, line: int, scope: str, several: bool) -> Call:
    return Call(name, name.rpartition(".")[2], line, scope, several)


def _walk(tree: ast.AST) -> Program:
    calls: list[Call] = []
    definitions: list[Definition] = []
    _visit([tree], "", calls, definitions)
    calls.sort(key=_LINE_OF_CALL)
    definitions.sort(key=lambda definition: definition.line)
    return Program(tuple(calls), tuple(definitions))


def _visit(waiting: list[Any], scope: str, calls: list[Call], definitions: list[Definition]) -> None:
    """Add what is called and defined within the nodes that are ``waiting``, all in one scope."""
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind in _LEAVES:
            continue
        if kind is ast.Attribute:
            waiting.append(node.value)
        elif kind is ast.Call:
            several = len(node.args) + len(node.keywords) > 1
            calls.append(_call(_dotted(node.func), node.lineno, scope, several))
            waiting.append(node.func)
            waiting += node.args
            waiting += node.keywords
        elif kind in _DEFINITIONS:
            bases = tuple(map(_dotted, node.bases)) if kind is ast.ClassDef else ()
            definitions.append(Definition(node.name, node.lineno, bases))
            _visit(_parts(node), f"{scope}.{node.name}" if scope else node.name, calls, definitions)
        else:
            waiting += _parts(node)


def _parts(node: ast.AST) -> list[Any]:
    """What stands below a node in which calls may stand."""
    parts: list[Any] = []
    for name in _WALKED[type(node)]:
        value = getattr(node, name, None)
        if type(value) is list:
            parts += value
        else:
            parts.append(value)
    return parts


def _dotted(node: Any) -> str:
    parts = []
    while type(node) is ast.Attribute:
        parts.append(node.attr)
        node = node.value
    if type(node) is ast.Name:
        parts.append(node.id)
    elif type(node) is ast.Call:
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        parts.append(f"{name}()" if name else "")
    else:
        parts.append("")
    return ".".join(reversed(parts))


def scan(lines: Iterable[str]) -> Program:
    """Read a text of which no syntax tree is made, such as the examples of a page, by lines."""
    calls, definitions = [], []
    for number, line in enumerate(lines, start=1):
        if line.lstrip().startswith(("#", "%", "//")):
            continue
        line = line[:LINE_LIMIT]
        if found := _DEFINITION.match(line):
            bases = (found[3] or "").split(",") if found[1] == "class" else []
            definitions.append(Definition(found[2], number, tuple(base.strip() for base in bases)))
            continue
        scope = definitions[-1].name if definitions and line[:1].isspace() else ""
        calls += [_call(match[1], number, scope, "," in line[match.end() :]) for match in _CALL.finditer(line)]
    return Program(tuple(calls), tuple(definitions))


@lru_cache(maxsize=PROGRAMS_REMEMBERED)
def parse(text: str) -> Program:
    """Read a program in Python by its syntax tree.

    Raises:
        SyntaxError: It has none, or one too deep.
    """
    with parsing():
        return _walk(tree_of(text))


def tree_of(text: str) -> ast.Module:
    """The syntax tree of a program in Python.

    Raises:
        SyntaxError: It has none, or one too deep.
    """
    try:
        with parsing():
            return ast.parse(text)
    except TOO_DEEP as error:
        raise SyntaxError from error


@contextmanager
def parsing() -> Iterator[None]:
    """Garbage is not looked for, as a syntax tree is many objects without a cycle, and no program is warned about."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if was_enabled:
            gc.enable()
