"""What programs do: imports, calls and definitions of Python sources, notebooks and the examples in READMEs."""

from __future__ import annotations

import ast
import gc
import json
import re
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat
import nbformat.reader

from analysis.criteria.languages import OTHER_LANGUAGES, PROGRAMS, PYTHON
from analysis.criteria.own import LENGTH_LIMIT, own_files, own_texts
from analysis.criteria.readme import all_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from analysis.snapshots import File, Snapshot

NOTEBOOK_LIMIT = 4 << 20
"""Characters of a notebook up to which it is read as JSON; of a larger one its lines are."""
LINE_LIMIT = 2_000
"""Characters of a line that are read where there is no syntax tree."""

_CALL = re.compile(r"(?<!\w)([A-Za-z_][\w.]{0,200})[ \t]{0,4}!?\(")
_DEFINITION = re.compile(
    r"^[ \t]*(?:async[ \t]+)?(def|class|function)[ \t]+(?:[\[\]\w, ~]{1,200}=[ \t]*)?(\w+)"
    r"[ \t]*(?:\(([^()\n]{0,200})\))?"
)
_IMPORT = re.compile(
    r"(?:import|using)\s+([\w.]+(?:\s+as\s+\w+)?(?:\s*,\s*[\w.]+(?:\s+as\s+\w+)?)*)|from\s+(\w[\w.]*)\s+import\b"
)
_LIBRARY = re.compile(r"\b(?:library|require|requireNamespace)\(\s*[\"']?([\w.]+)")
_UNIT_TEST = re.compile(r"(?:^|/)tests?/|(?:^|/)(?:conftest|unittest|(?!\w*train)\w+_test)\.py$")
_TEST_RUNNERS = frozenset({"pytest", "unittest"})
_MAGIC = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
_JSON_LINE = re.compile(r'^\s*"(.*?)(?:\\n)?",?$')


class Call(NamedTuple):
    """A call in a source."""

    name: str
    """Dotted; of a call within, its last name: ``net.f(x).step()`` is ``f().step``; of anything else, nothing."""
    last: str
    """The called attribute or function."""
    line: int
    scope: str
    """The enclosing classes and functions, dotted."""

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


@dataclass(frozen=True, eq=False)
class Source:
    """A file with a program, which is parsed when first asked for."""

    file: File
    text: str
    """The program's text; of a notebook its code cells."""
    is_python: bool

    @cached_property
    def program(self) -> Program:
        """Read by its syntax tree, or by lines where it has none."""
        return parse(self.text) if self.is_python else _scan(self.lines)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    @cached_property
    def imports(self) -> set[str]:
        """The top-level packages that its statements import."""
        return set(_imports(_lines_with("import", self.text) if self.is_python else self.lines))

    def mentions(self, words: Iterable[str]) -> bool:
        """Whether any of ``words`` stands in the text: a cheap question before the program is parsed."""
        return any(word in self.text for word in words)

    def quote(self, line: int) -> str:
        """The text of a line."""
        found = self.lines[line - 1 : line]
        return found[0].strip() if found else ""

    def line_in_file(self, line: int) -> int | None:
        """The line of the file itself; None for a notebook, whose lines are not its cells'."""
        return None if self.file.suffix == ".ipynb" else line


def _lines_with(word: str, text: str) -> Iterator[str]:
    position = 0
    while (found := text.find(word, position)) >= 0:
        start, position = text.rfind("\n", 0, found) + 1, text.find("\n", found)
        position = len(text) if position < 0 else position
        yield text[start:position]


def _imports(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        statement = line[:LINE_LIMIT].strip()
        if statement.startswith(("import ", "from ", "using ")):
            if found := _IMPORT.match(statement):
                names = [found[2]] if found[2] else found[1].split(",")
                yield from (name.split()[0].split(".")[0] for name in names)
        elif "librar" in statement or "require" in statement:
            yield from _LIBRARY.findall(statement)


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NOT_WALKED = frozenset(
    {
        *("ctx", "op", "ops", "id", "attr", "name", "arg", "names", "module", "level", "kind", "type_comment"),
        *("simple", "conversion", "is_async", "rest", "kwd_attrs", "str"),
    }
)
"""Fields of a syntax tree in which no call stands."""
_LEAVES = frozenset({ast.Name, ast.Constant, ast.Pass, type(None), bool})


@cache
def _fields_walked(kind: Any) -> tuple[str, ...]:
    return tuple(name for name in kind._fields if name not in _NOT_WALKED)


def _call(name: str, line: int, scope: str) -> Call:
    return Call(name, name.rpartition(".")[2], line, scope)


def _walk(tree: ast.AST) -> Program:
    calls: list[Call] = []
    definitions: list[Definition] = []
    waiting: list[tuple[Any, str]] = [(tree, "")]
    while waiting:
        node, scope = waiting.pop()
        kind: Any = type(node)
        if kind is ast.Call:
            calls.append(_call(_dotted(node.func), node.lineno, scope))
        elif kind in _DEFINITIONS:
            bases = tuple(_dotted(base) for base in node.bases) if isinstance(node, ast.ClassDef) else ()
            definitions.append(Definition(node.name, node.lineno, bases))
            scope = f"{scope}.{node.name}" if scope else node.name
        for name in _fields_walked(kind):
            value = getattr(node, name, None)
            if type(value) is list:
                waiting += [(child, scope) for child in value if type(child) not in _LEAVES]
            elif type(value) not in _LEAVES:
                waiting.append((value, scope))
    calls.sort(key=lambda call: call.line)
    definitions.sort(key=lambda definition: definition.line)
    return Program(tuple(calls), tuple(definitions))


def _dotted(node: ast.expr) -> str:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
        parts.append(f"{node.func.id if isinstance(node.func, ast.Name) else node.func.attr}()")
    else:
        parts.append("")
    return ".".join(reversed(parts))


def _scan(lines: Iterable[str]) -> Program:
    """Read a text that no parser takes (Python 2, another language), by lines."""
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
        calls += [_call(match[1], number, scope) for match in _CALL.finditer(line)]
    return Program(tuple(calls), tuple(definitions))


def parse(text: str) -> Program:
    """Read a Python program, by its syntax tree if it has one."""
    try:
        with _no_collection(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _walk(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _scan(text.splitlines())


@contextmanager
def _no_collection() -> Iterator[None]:
    """Garbage is not looked for: a syntax tree is many objects without a cycle."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


_READ: Callable[[str], Any] = nbformat.reader.reads
_CONVERT: Callable[[Any, int], Any] = nbformat.convert


def _in_version_4(text: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _CONVERT(_READ(text), 4)


@lru_cache(maxsize=32)
def cells(text: str) -> tuple[tuple[str, str], ...]:
    """The cells of a notebook, each its type and its source; of one that cannot be read, what its lines look like."""
    if len(text) <= NOTEBOOK_LIMIT:
        try:
            notebook = json.loads(text)
            if notebook["nbformat"] != 4:
                notebook = _in_version_4(text)
            return tuple((str(cell["cell_type"]), "".join(cell["source"])) for cell in notebook["cells"])
        except (ValueError, AttributeError, KeyError, TypeError, RecursionError, nbformat.ValidationError):
            pass
    found = (_JSON_LINE.match(line[:LINE_LIMIT]) for line in text[:LENGTH_LIMIT].splitlines())
    source = "\n".join(match[1].replace('\\"', '"') for match in found if match)
    return (("code", source),) if source else ()


def half_read(snapshot: Snapshot, words: re.Pattern[str]) -> list[File]:
    """The paper's own programs in languages that are read by their calls alone, or not at all, where most are such
    and ``words``, one of which stands in every program that does what is asked for, stand in them.

    How such programs train and evaluate their models is often not to be seen from the names of what they call.
    """
    programs = [f for f in own_files(snapshot) if f.suffix in PROGRAMS]
    others = [f for f in programs if f.suffix not in PYTHON]
    if 2 * len(others) <= len(programs):
        return []
    return [f for f in others if f.text is None or words.search(f.path) or words.search(f.text[:LENGTH_LIMIT])]


def is_unit_test(source: Source) -> bool:
    """Whether a program tests code rather than a model."""
    if _UNIT_TEST.search(source.file.path):
        return True
    return source.mentions(_TEST_RUNNERS) and not _TEST_RUNNERS.isdisjoint(source.imports)


@lru_cache(maxsize=2)
def sources(snapshot: Snapshot) -> list[Source]:
    """The paper's own programs, shallow paths first; examples in READMEs last."""
    result = []
    for file in own_texts(snapshot):
        if file.suffix == ".ipynb":
            code = "\n".join(source for kind, source in cells(file.text or "") if kind == "code")
            if code := _MAGIC.sub("", code[:LENGTH_LIMIT]):
                result.append(Source(file, code, is_python=True))
        elif file.suffix == ".py" or file.suffix in OTHER_LANGUAGES:
            result.append(Source(file, (file.text or "")[:LENGTH_LIMIT], is_python=file.suffix == ".py"))
    examples: dict[File, dict[int, str]] = {}
    for line in all_lines(snapshot):
        if line.code:
            examples.setdefault(line.file, {})[line.number] = line.text
    for file, code_lines in examples.items():
        text = "\n".join(code_lines.get(number, "") for number in range(1, max(code_lines) + 1))
        result.append(Source(file, text, is_python=False))
    return result
