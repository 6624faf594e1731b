"""Which Python parses a program: one of Python 3, Python 2, or none.

Python 3 is the Python that runs this, whatever its version; nothing is run. What it refuses is
written anew wherever only Python 2 says it so, and asked again: that, and not that its grammar finds no error, tells
Python 2. There are no settings.
"""

from __future__ import annotations

import ast
import re
import symtable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

import tree_sitter_python
from tree_sitter import Language, Parser, Query, QueryCursor

from reprosurvey.analysis.reading.grammars import TEXT_LIMIT, written
from reprosurvey.analysis.reading.programs import TOO_DEEP, parsing
from reprosurvey.analysis.reading.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tree_sitter import Node


TAB = 8
"""Columns of a tab to Python 2; Python 3 refuses a program whose meaning depends on them."""


class Dialect(StrEnum):
    """Which Python parses a program."""

    THREE = "Python 3"
    OLD_THREE = "Python 3.6"
    """And older: ``async`` is a name."""
    TWO = "Python 2"
    NONE = "none"
    UNKNOWN = "unknown"
    """Too long to tell, too deep, or perhaps of a newer Python than this."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the Python that runs this does not parse a program."""

    line: int | None
    """1-based; None where it is too deep."""
    message: str


_THREE_ONLY = frozenset({"nonlocal_statement", "await", "type", "interpolation"})
"""Kinds of nodes that Python 2 does not know."""
_NEWER = frozenset({"type_alias_statement", "type_parameter"})
"""Kinds of nodes that Python knows since 3.12."""
_OCTAL = re.compile(r"0\d+")
_MAY_BE_OTHER = re.compile(
    r"`|<>|\b(?:print|exec|except|raise|async|def|class|lambda|type)\b|\d[lL]\b|\b0\d|\b(?:[uU][rR]|[fF])[rR]?['\"]|\\[uUN]"
)
"""What a line may hold that is refused, but not by another Python."""
_ASYNC = re.compile(r"\basync\b(?!\s+(?:def|for|with)\b)")
"""The name that is a keyword since Python 3.7."""
_ESCAPE = re.compile(r"\\(?=[uUN])")
_NEWS = (
    (re.compile(r"\bexcept\*"), 11),
    (re.compile(r"^[ \t]*match\b.*:[ \t]*(?:#.*)?$", re.MULTILINE), 10),
    (re.compile(r":=|[(,]\s*/\s*[,)]"), 8),
)
"""What a program may hold that Python knows since a minor release of Python 3, the latest first."""
_TELLS_ITSELF = re.compile(r"\b[fF][rR]?['\"][^'\"\n]{0,200}\{[^{}'\"\n:!]{1,100}(?<![=!<>])=[ ]?[}!:]")
"""An f-string that names what it shows, known since 3.8, which Python takes for older, too, when it is asked."""
_MAY_BE_NEW = Words("except*", "match", ":=", "/,", "/)", "=}", "=!", "=:", "= }")


def refusal_of(text: str) -> Refusal | None:
    """Why this Python does not parse a program; None where it does."""
    with parsing():
        try:
            symtable.symtable(text, "program", "exec")  # parses without making objects of the tree
        except (SyntaxError, *TOO_DEEP):
            return _refusal(text)
    return None


def _refusal(text: str) -> Refusal | None:
    """The same by the syntax tree alone: not what is wrong with the names in it."""
    try:
        ast.parse(text)
    except SyntaxError as error:
        return Refusal(error.lineno, error.msg)
    except TOO_DEEP as error:
        return Refusal(None, type(error).__name__)
    return None


def dialect(text: str, refusal: Refusal | None) -> Dialect:
    """Which Python parses a program that this one takes, or refuses for a reason."""
    if refusal is None:
        return Dialect.THREE
    if refusal.line is None:
        return Dialect.UNKNOWN
    if len(text) > TEXT_LIMIT or written(text) != text:
        return _by_line(text, refusal.line, refusal.message)
    renamed = _ASYNC.sub("async_", text)
    if renamed != text and refusal_of(renamed) is None:
        return Dialect.OLD_THREE
    return _by_tree(renamed.expandtabs(TAB).encode("utf-8", "replace"))


def _by_line(text: str, line: int, message: str) -> Dialect:
    """The dialect of a program too long for its tree, by the line that is refused."""
    said = "".join(text.split("\n")[line - 1 : line])
    return Dialect.UNKNOWN if "tabs" in message or _MAY_BE_OTHER.search(said) else Dialect.NONE


def _by_tree(code: bytes) -> Dialect:
    """The dialect of a program that Python 3 refuses, by what it is when written anew."""
    root = Parser(_grammar()).parse(code).root_node
    nodes = [] if root.has_error else _nodes(root)
    if any(node.type in _NEWER or _is_nested_quote(node) for node in nodes):
        return Dialect.UNKNOWN
    changes = [change for node in nodes for change in _changes(node)]
    if any(node.type in _THREE_ONLY for node in nodes) or refusal_of(_changed(code, changes)):
        return Dialect.NONE
    return Dialect.TWO


def oldest_minor(text: str) -> int | None:
    """The oldest minor release of Python 3 that parses a program, where its syntax is newer than 3.7; else None."""
    if not _MAY_BE_NEW.stand_in(text):
        return None
    with parsing():
        known = (minor for form, minor in _NEWS if form.search(text) and not _is_known(text, minor - 1))
        return next(known, 8 if _TELLS_ITSELF.search(text) else None)


def _is_known(text: str, minor: int) -> bool:
    try:
        ast.parse(text, feature_version=(3, minor))
    except SyntaxError:
        return False
    except TOO_DEEP:
        pass
    return True


def _nodes(root: Node) -> list[Node]:
    """The nodes that tell one Python from another."""
    return [node for nodes in QueryCursor(_telling()).captures(root).values() for node in nodes]


@cache
def _grammar() -> Language:
    return Language(tree_sitter_python.language())


@cache
def _telling() -> Query:
    kinds = " ".join(f"({kind})" for kind in (*sorted(_THREE_ONLY | _NEWER), *_WRITTEN_ANEW))
    return Query(_grammar(), f"[{kinds}] @node")


def _is_nested_quote(node: Node) -> bool:
    """Whether a string stands within a formatted one in the same quotes, as Python takes it since 3.12."""
    above = node.parent if node.type == "string" else None
    while above is not None and above.type != "string":
        above = above.parent
    return above is not None and _quotes(above) == _quotes(node)


def _quotes(string: Node) -> str:
    return _said(string.children[0]).lstrip("rRbBfFuU")


def _said(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


Change = tuple[int, int, str]
"""From which byte to which one, and what stands there then."""


def _changes(node: Node) -> Iterator[Change]:
    """What only Python 2 says in a node, in the words of Python 3."""
    return _WRITTEN_ANEW[node.type](node) if node.type in _WRITTEN_ANEW else iter(())


def _as_call(node: Node) -> Iterator[Change]:
    word, given = node.children[0], node.children[1]
    opening = given.children[1].start_byte if given.type == "chevron" else given.start_byte
    yield word.end_byte, opening, "("
    end = node.children[-1]
    yield (end.start_byte, end.end_byte, ",)") if end.type == "," else (end.end_byte, end.end_byte, ")")


def _as_tuple(node: Node) -> Iterator[Change]:
    for child in node.children:
        if child.type == "expression_list":
            yield child.start_byte, child.start_byte, "("
            yield child.end_byte, child.end_byte, ")"


def _as_parameter(node: Node) -> Iterator[Change]:
    if node.parent is not None and node.parent.type in ("parameters", "lambda_parameters"):
        yield node.start_byte, node.end_byte, f"_{node.start_byte}"


def _as_words(node: Node) -> Iterator[Change]:
    for child in node.children:
        if word := {",": " as ", "<>": "!="}.get(child.type):
            yield child.start_byte, child.end_byte, word


def _as_number(node: Node) -> Iterator[Change]:
    number = _said(node)
    bare = number.rstrip("lL")
    said = f"0o{bare}" if _OCTAL.fullmatch(bare) and bare.strip("0") else bare
    if said != number:
        yield node.start_byte, node.end_byte, said


def _as_string(string: Node) -> Iterator[Change]:
    for node in string.children:
        text = _said(node)
        if text == "`":
            yield node.start_byte, node.end_byte, "(" if node.type == "string_start" else ")"
        elif node.type == "string_start" and text.lower().startswith("ur"):
            yield node.start_byte, node.end_byte, text[1:]
        elif node.type == "string_content" and (said := _ESCAPE.sub(r"\\\\", text)) != text:
            yield node.start_byte, node.end_byte, said


_WRITTEN_ANEW: dict[str, Callable[[Node], Iterator[Change]]] = {
    "print_statement": _as_call,
    "exec_statement": _as_call,
    "except_clause": _as_words,
    "comparison_operator": _as_words,
    "raise_statement": _as_tuple,
    "integer": _as_number,
    "string": _as_string,
    "tuple_pattern": _as_parameter,
}
"""By kind of node that Python 2 may write otherwise."""


def _changed(code: bytes, changes: Iterable[Change]) -> str:
    parts, done = [], 0
    for start, end, said in sorted(changes):
        if start >= done:  # what stands within something changed is changed with it, or not at all
            parts += [code[done:start], said.encode()]
            done = end
    return b"".join([*parts, code[done:]]).decode("utf-8", "replace")
