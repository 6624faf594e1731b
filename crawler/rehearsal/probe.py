"""Imports what a program imports, and tells what could not be: run in the sandbox, by the Python that is tried there.

So it is written for Python 3.6 and imports nothing but the standard library. It follows the imports of the program's
module level through the repository's own files, which are parsed and not run; every other import is run by itself. What
is guarded against its failure, or for type checkers, is left out. The last line that it prints is a list in JSON: of
each failure the kind of error, its message, and the file and line that ask for the import. There are no settings.
"""

import ast
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GUARDS = {"ImportError", "ModuleNotFoundError", "Exception"}
FILES = 500
"""Of the repository that are followed."""
FAILURES = 50
MESSAGE_LIMIT = 1000
"""Characters of a message."""


def imports(tree: ast.Module) -> "Iterator[ast.Import | ast.ImportFrom]":
    """The import statements that are run when a module is imported, in their order."""
    waiting = list(reversed(tree.body))
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        else:
            waiting.extend(reversed(list(run_at_once(node))))


def run_at_once(node: ast.stmt) -> "Iterator[ast.stmt]":
    """The statements within one that are run with it, whatever may fail without harm left out."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    if isinstance(node, ast.Try) and any(names(handler) & GUARDS for handler in node.handlers):
        yield from node.orelse + node.finalbody
    elif isinstance(node, ast.If) and "TYPE_CHECKING" in names(node.test):
        yield from node.orelse
    else:
        yield from (child for child in ast.iter_child_nodes(node) if isinstance(child, ast.stmt))


def names(node: ast.AST) -> "set[str]":
    """The names in an expression, or of the errors that a handler is for."""
    if isinstance(node, ast.ExceptHandler):
        return names(node.type) if node.type else {"Exception"}
    parts = ast.walk(node)
    return {p.id if isinstance(p, ast.Name) else p.attr for p in parts if isinstance(p, (ast.Name, ast.Attribute))}


def own_file(folders: "Sequence[Path]", module: str) -> "Path | None":
    """The repository's file, or folder of programs, that a module is; None where it has none."""
    for folder in folders:
        path = folder.joinpath(*module.split("."))
        for candidate in (path.with_name(path.name + ".py"), path / "__init__.py"):
            if candidate.is_file():
                return candidate
        if path.is_dir() and any(path.glob("*.py")):
            return path
    return None


def owned(folders: "Sequence[Path]", module: str) -> "tuple[list[Path], str]":
    """The repository's files of a dotted module and its packages, and the import itself where that is to be run."""
    parts = module.split(".")
    found = [own_file(folders, ".".join(parts[: end + 1])) for end in range(len(parts))]
    there = [path for path in found if path]
    return there, "" if found[0] and found[-1] else "import " + module


def wanted(
    node: "ast.Import | ast.ImportFrom", path: Path, folders: "Sequence[Path]"
) -> "Iterator[tuple[list[Path], str]]":
    """Where a statement leads: the repository's files, and what is to be run to tell of the rest."""
    if isinstance(node, ast.ImportFrom):
        yield from wanted_from(node, path, folders)
    else:
        yield from (owned(folders, alias.name) for alias in node.names)


def wanted_from(node: ast.ImportFrom, path: Path, folders: "Sequence[Path]") -> "Iterator[tuple[list[Path], str]]":
    """The same for names of a module."""
    module = node.module or ""
    if node.level:
        folders = [path.parents[node.level - 1]]
    if not node.level and not own_file(folders, module.split(".")[0]):
        for alias in node.names:
            yield [], f"from {module} import {alias.name}"
        return
    if module:
        found, line = owned(folders, module)
        yield found, line if not node.level else ""
    for alias in node.names:
        part = own_file(folders, ".".join(filter(None, (module, alias.name))))
        yield [part] if part else [], ""


def failures(program: Path, folders: "Sequence[Path]") -> "Iterator[tuple[str, str, Path, int | None]]":
    """What could not be imported, each with where it is asked for."""
    waiting, seen, tried = [program], {program}, {""}
    while waiting and len(seen) < FILES:
        path = waiting.pop(0)
        try:
            led = leads(path, folders)
        except (SyntaxError, ValueError) as error:
            yield type(error).__name__, str(error), path, getattr(error, "lineno", None)
            continue
        for files, line, number in led:
            waiting += [file for file in files if file not in seen]
            seen.update(files)
            failure = failure_of(line) if line not in tried else None
            tried.add(line)
            if failure:
                yield (*failure, path, number)


def leads(path: Path, folders: "Sequence[Path]") -> "list[tuple[list[Path], str, int]]":
    """Where the imports of a file lead: the repository's programs, what is to be run, and the line.

    Raises:
        SyntaxError, ValueError: This Python cannot parse it.
    """
    found = []
    for node in imports(ast.parse(path.read_bytes(), str(path))):
        for files, line in wanted(node, path, folders):
            programs = [file for file in dict.fromkeys(files) if file.suffix == ".py"]
            found.append((programs, line, node.lineno))
    return found


def failure_of(line: str) -> "tuple[str, str] | None":
    """The kind and message of the error with which an import fails; None where it does not."""
    try:
        exec(line, {})
    except BaseException as error:  # a package may raise anything, and end the program
        return type(error).__name__, str(error)
    return None


def main(program: str, *folders: str) -> None:
    """Tell of a program's imports, whose own are looked for in ``folders``."""
    places = [Path(folder).resolve() for folder in folders]
    sys.path[:1] = map(str, places)
    told = [
        {"error": error, "message": message[:MESSAGE_LIMIT], "path": str(path), "line": line}
        for error, message, path, line in failures(Path(program).resolve(), places)
    ]
    sys.stdout.flush()
    os.write(1, ("\n" + json.dumps(told[:FAILURES]) + "\n").encode())
    os._exit(0)  # whatever threads a package may have left


if __name__ == "__main__":
    main(*sys.argv[1:])
