"""Programs in languages other than Python, and in Python that its own parser refuses, by their tree-sitter grammars.

A grammar names the parts of a call and of a definition in its own words: a query for each says which these are. A tree
is made of a broken text too, so what stands before and after a wrong line is read. Each grammar is a package of its own
but that of R, which comes from a bundle that unpacks it into the user's cache: where that cannot be, programs in R are
left unread.
"""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from tree_sitter import Language, Parser, Query, QueryCursor

from reprosurvey.analysis.reading.programs import LINE_LIMIT, Call, Definition, Program

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

logger = logging.getLogger(__name__)

TEXT_LIMIT = 50_000
"""Characters of a program that are read: what is longer was generated, mostly."""
UNCLOSED_LIMIT = 500
"""Brackets without their other half up to which a text is one that somebody wrote."""
NAME_LIMIT = 200
"""Bytes of what is called that are read."""

_C = """
(call_expression function: (_) @callee arguments: (_) @arguments)
(function_definition declarator: (_ declarator: (_) @name)) @definition
"""
_CPP = f"""{_C}
(class_specifier name: (_) @name (base_class_clause)? @bases) @definition
"""
_QUERIES = {
    "python": """
(call function: (_) @callee arguments: (_) @arguments)
(function_definition name: (_) @name) @definition
(class_definition name: (_) @name superclasses: (_)? @bases) @definition
""",
    "r": """
(call function: (_) @callee arguments: (_) @arguments)
(binary_operator lhs: (identifier) @name rhs: (function_definition)) @definition
""",
    "matlab": """
(function_call name: (_) @callee (arguments)? @arguments)
(field_expression field: (function_call name: (_) (arguments)? @arguments)) @callee
(command (command_name) @callee)
(source_file (identifier) @callee)
(block (identifier) @callee)
(handle_operator (identifier) @callee)
(function_definition name: (_) @name) @definition
(class_definition name: (_) @name (superclasses)? @bases) @definition
(assignment left: (identifier) @variable)
(multioutput_variable (identifier) @variable)
(function_arguments (identifier) @variable)
""",
    "julia": """
(call_expression . (_) @callee (argument_list) @arguments)
(broadcast_call_expression . (_) @callee (argument_list) @arguments)
(macrocall_expression (macro_identifier) @callee)
(function_definition (signature) @name) @definition
(assignment . (call_expression) @name) @definition
""",
    "lua": """
(function_call name: (_) @callee arguments: (_) @arguments)
(function_declaration name: (_) @name) @definition
(assignment_statement (variable_list name: (_) @name) (expression_list value: (function_definition))) @definition
""",
    "c": _C,
    "cpp": _CPP,
    "cuda": _CPP,
    "csharp": """
(invocation_expression function: (_) @callee arguments: (_) @arguments)
(object_creation_expression type: (_) @callee arguments: (_) @arguments)
(method_declaration name: (_) @name) @definition
(class_declaration name: (_) @name (base_list)? @bases) @definition
""",
    "go": """
(call_expression function: (_) @callee arguments: (_) @arguments)
(function_declaration name: (_) @name) @definition
(method_declaration name: (_) @name) @definition
""",
    "java": """
(method_invocation name: (_) @callee arguments: (_) @arguments)
(method_invocation object: (_) name: (_) @name arguments: (_) @arguments) @callee
(object_creation_expression type: (_) @callee arguments: (_) @arguments)
(method_declaration name: (_) @name) @definition
(class_declaration name: (_) @name superclass: (_)? @bases) @definition
""",
    "kotlin": """
(call_expression . (_) @callee . (type_arguments)? . [(value_arguments) (annotated_lambda)] @arguments)
(function_declaration name: (_) @name) @definition
(class_declaration name: (_) @name) @definition
""",
    "swift": """
(call_expression . (_) @callee (call_suffix) @arguments)
(function_declaration (simple_identifier) @name) @definition
(class_declaration (type_identifier) @name) @definition
""",
    "rust": """
(call_expression function: (_) @callee arguments: (_) @arguments)
(macro_invocation macro: (_) @callee (token_tree) @arguments)
(function_item name: (_) @name) @definition
""",
    "scala": """
(call_expression function: (_) @callee arguments: (_) @arguments)
(instance_expression (type_identifier) @callee arguments: (_) @arguments)
(function_definition name: (_) @name) @definition
(class_definition name: (_) @name) @definition
(object_definition name: (_) @name) @definition
""",
}
"""By language: what is called with which arguments, and what is defined under which name."""

_SEPARATOR = re.compile(r"\s*(?:::+|->|\$|:|@)\s*")
"""Between an object and what is called on it, where it is not a dot."""
_WITHIN = re.compile(r"<<<.*>>>|<[^<>]*>|\[[^\[\]]*\]|\s+|^[!@&*]+")


_MODULES = {"csharp": "tree_sitter_c_sharp"}
"""Where a grammar's package is not named as the language is."""


@cache
def _grammar(language: str) -> Language | None:
    """None where it cannot be loaded on this machine."""
    if language == "r":
        return _grammar_of_r()
    return Language(import_module(_MODULES.get(language, f"tree_sitter_{language}")).language())


def _grammar_of_r() -> Language | None:
    from semble_grammars import get_language
    from semble_grammars.exceptions import GrammarLoadError, UnsupportedPlatformError

    try:
        grammar: Language = get_language("r")
    except (GrammarLoadError, UnsupportedPlatformError, RuntimeError) as error:  # RuntimeError: there is no home folder
        logger.warning("programs in R are left unread: %s", error)
        return None
    return grammar


def has_grammar(language: str) -> bool:
    """Whether ``read`` can read it here."""
    return language in _QUERIES and _grammar(language) is not None


@cache
def _query(language: str) -> tuple[Language, Query]:
    if (grammar := _grammar(language)) is None:
        raise KeyError(language)
    return grammar, Query(grammar, _QUERIES[language])


def read(language: str, text: str) -> Program:
    """The calls and definitions of a text, in the order of its lines.

    Raises:
        KeyError: The language has no grammar here.
    """
    grammar, query = _query(language)
    code = written(text[:TEXT_LIMIT]).encode()
    tree = Parser(grammar).parse(code)
    called: dict[int, tuple[Node, bool]] = {}
    defined: list[tuple[Node, Node, tuple[str, ...]]] = []
    variables: set[bytes] = set()
    for _, parts in QueryCursor(query).matches(tree.root_node):
        if "variable" in parts:
            variables.update(node.text or b"" for node in parts["variable"])
        elif "definition" in parts:
            defined.append((parts["definition"][0], parts["name"][0], _bases(code, parts.get("bases", ()))))
        else:
            given = parts.get("arguments")
            end, callee = _end_of_name(parts), parts["callee"][0]
            if end not in called or callee.start_byte < called[end][0].start_byte:
                called[end] = (callee, given is not None and given[0].named_child_count > 1)
    # in MATLAB an index into a variable looks like a call
    called = {end: call for end, call in called.items() if call[0].text not in variables}
    names = code.replace(b".", b"_") if language == "r" else code  # in R a dot is part of a name
    return _in_order(names, called, defined)


def written(text: str) -> str:
    """The text without lines that nobody writes; nothing of one whose brackets nobody would have left open.

    A parser that recovers from errors takes minutes for such.
    """
    if any(abs(text.count(opening) - text.count(closing)) > UNCLOSED_LIMIT for opening, closing in ("()", "[]", "{}")):
        return ""
    return "\n".join(line if len(line) <= LINE_LIMIT else "" for line in text.split("\n"))


def _end_of_name(parts: dict[str, list[Node]]) -> int:
    """Where the name of what is called ends: of a call that two patterns match, the same place."""
    given = parts.get("arguments")
    return given[0].start_byte if given else parts["callee"][0].end_byte


def _in_order(
    code: bytes,
    called: dict[int, tuple[Node, bool]],
    defined: list[tuple[Node, Node, tuple[str, ...]]],
) -> Program:
    """Calls with the definitions that they stand in; the name of a definition is no call."""
    defined.sort(key=lambda entry: entry[0].start_byte)
    headings = {name.start_byte for _, name, _ in defined}
    calls: list[Call] = []
    around: list[tuple[int, str]] = []
    following = 0
    for end, (callee, several) in sorted(called.items(), key=lambda item: item[1][0].start_byte):
        start = callee.start_byte
        while following < len(defined) and defined[following][0].start_byte <= start:
            definition, heading, _ = defined[following]
            around = [entry for entry in around if entry[0] > definition.start_byte]
            around.append((definition.end_byte, _name(code, heading)))
            following += 1
        around = [entry for entry in around if entry[0] > start]
        if start in headings:
            continue
        name = _dotted(code[start : min(end, start + NAME_LIMIT)])
        scope = ".".join(entry[1] for entry in around)
        calls.append(Call(name, name.rpartition(".")[2], callee.start_point.row + 1, scope, several))
    calls.sort(key=lambda call: call.line)
    definitions = [Definition(_name(code, name), node.start_point.row + 1, bases) for node, name, bases in defined]
    return Program(tuple(calls), tuple(definitions))


def _dotted(callee: bytes) -> str:
    """What is called, with dots between its parts; of a call within, its last name, as ``reading.programs`` has it."""
    text = callee.decode("utf-8", "replace").rstrip("( \t\n")
    if "(" in text:
        head, _, last = text.rpartition(")")
        inner = _SEPARATOR.sub(".", head.partition("(")[0]).rpartition(".")[2]
        text = f"{inner}(){last}" if last else f"{inner}()"
    return _SEPARATOR.sub(".", _WITHIN.sub("", text)).strip(".")


def _name(code: bytes, node: Node) -> str:
    """The name of a definition, without the class that it belongs to and without its parameters."""
    text = code[node.start_byte : min(node.end_byte, node.start_byte + NAME_LIMIT)].decode("utf-8", "replace")
    return re.split(r"[.:]+", text.partition("(")[0].strip())[-1]


def _bases(code: bytes, nodes: Sequence[Node]) -> tuple[str, ...]:
    found = (code[n.start_byte : min(n.end_byte, n.start_byte + NAME_LIMIT)].decode("utf-8", "replace") for n in nodes)
    return tuple(name for text in found for name in re.findall(r"[A-Za-z_][\w.]*", text))
