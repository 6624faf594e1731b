"""The packages that setup.py and setup.cfg name. Nothing is run: what a list is made of is read off the syntax tree."""

from __future__ import annotations

import ast
import configparser
import re
import warnings
from typing import TYPE_CHECKING

from reprosurvey.analysis.packages.groups import ASIDE
from reprosurvey.analysis.packages.specifications import named
from reprosurvey.analysis.reading.first_party import LENGTH_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reprosurvey.analysis.packages.requirements import Requirement
    from reprosurvey.analysis.subjects.snapshots import File

_KEYS = ("install_requires", "requires", "extras_require")
_CAUGHT = re.compile(r"(\bexcept\b[^,:#]+),\s*(\w+)\s*:")
"""What Python 2 has for ``except … as …``."""
_FIELD = re.compile(r"\{\w*\}|%s")
_ADDING = ("append", "extend", "insert", "update")
_OF_STRINGS = ("split", "splitlines", "strip")
_OF_LISTS = ("list", "tuple", "set", "sorted", "dict")
_REPAIRS = 25
"""Lines of Python 2 that are left out until the rest can be read."""


def setup_py(file: File) -> Iterator[Requirement]:
    """What is given as a list of requirements, written out or by sums, names, additions and dictionaries.

    Raises:
        SyntaxError: It cannot be read.
        ValueError: There is a list that only a run makes.
    """
    tree = _tree((file.text or "")[:LENGTH_LIMIT])
    assigned = _assigned(tree)
    given = [value for key, value in _given(tree) if key in _KEYS]
    found = list(named(_strings(given, assigned), file))
    if not found and any(isinstance(value, ast.Call) for value in given):
        raise ValueError("a list that only a run makes")
    yield from found


def setup_cfg(file: File) -> Iterator[Requirement]:
    """The declarative form's."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.read_string((file.text or "")[:LENGTH_LIMIT])
    yield from named(parser.get("options", "install_requires", fallback="").splitlines(), file)
    for section in ("options.extras_require", "extras"):
        for extra in parser.options(section) if parser.has_section(section) else ():
            if not ASIDE.search(extra):
                yield from named(parser.get(section, extra).splitlines(), file)


def _tree(text: str) -> ast.AST:
    """The syntax tree, without the lines at which Python 3 stops."""
    lines = text.splitlines()
    for _ in range(_REPAIRS):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return ast.parse("\n".join(lines))
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            if not 0 <= at < len(lines) or lines[at].strip() in ("", "pass"):
                raise
            indented = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
            lines[at] = _CAUGHT.sub(r"\1 as \2:", lines[at]) if _CAUGHT.search(lines[at]) else f"{indented}pass"
    return ast.parse("\n".join(lines))


def _assigned(tree: ast.AST) -> dict[str, list[ast.expr]]:
    """By name, what is assigned to it, and what is added to it."""
    assigned: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    assigned.setdefault(target.id, []).append(node.value)
                elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                    assigned.setdefault(target.value.id, []).append(ast.Dict([target.slice], [node.value]))
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and isinstance(node.target, ast.Name) and node.value:
            assigned.setdefault(node.target.id, []).append(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDING:
            name = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            assigned.setdefault(name, []).extend(node.args)
    return assigned


def _given(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """What is passed by keyword, or stands in a dictionary, by its key."""
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg, node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            place = node.targets[0].slice
            yield str(place.value) if isinstance(place, ast.Constant) else "", node.value
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), value


def _strings(given: list[ast.expr], assigned: dict[str, list[ast.expr]]) -> Iterator[str]:
    """The strings that lists are made of, in their order; each part is looked at once."""
    seen: set[int] = set()
    waiting = given[::-1]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, ast.Constant):
            yield from node.value.splitlines() if isinstance(node.value, str) else ()
        elif isinstance(node, ast.JoinedStr):
            yield "".join(_text(part, assigned) for part in node.values)
        elif filled := _filled(node):
            texts = iter([_text(part, assigned) for part in filled[1]])
            yield _FIELD.sub(lambda field, texts=texts: next(texts, "${}"), filled[0])  # type: ignore[misc]
        else:
            parts = assigned.get(node.id, []) if isinstance(node, ast.Name) else _parts(node)
            waiting += parts[::-1]


def _filled(node: ast.expr) -> tuple[str, list[ast.expr]] | None:
    """A string with fields, and what fills them: by ``format`` or ``%``."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        template, given = node.left, node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        template, given = node.func.value, [*node.args, *(keyword.value for keyword in node.keywords)]
    else:
        return None
    text = template.value if isinstance(template, ast.Constant) else None
    return (text, given) if isinstance(text, str) else None


def _parts(node: ast.expr) -> list[ast.expr]:
    """The lists that a list is made of; of a dictionary those of its groups that are not for development."""
    if isinstance(node, ast.Dict):
        keys = (str(key.value) if isinstance(key, ast.Constant) else "" for key in node.keys)
        return [value for key, value in zip(keys, node.values, strict=True) if not ASIDE.search(key)]
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return node.elts
    if isinstance(node, ast.BinOp):
        return [node.left, node.right]
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    if isinstance(node, ast.Starred | ast.Attribute | ast.Subscript):
        return [node.value]
    if isinstance(node, ast.ListComp | ast.GeneratorExp):
        return [node.generators[0].iter]
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute):
            return [node.func.value] if node.func.attr in _OF_STRINGS else []
        return node.args if isinstance(node.func, ast.Name) and node.func.id in _OF_LISTS else []
    return []


def _text(part: ast.expr, assigned: dict[str, list[ast.expr]]) -> str:
    """A piece of a formatted string; a sign of what is not known where a variable is not set to a string."""
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.Name) and (known := assigned.get(value.id)):
        value = known[0]
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else "${}"
