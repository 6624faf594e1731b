"""Which room imports which, read from the syntax trees of all modules: docs/architecture.md is held against it.

A room is a folder below ``crawler/`` or ``analysis/``, or a module that stands there by itself. Imports within a
function, and those for type checkers only, count as any other.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.commands import CHECKOUT

PAGE = CHECKOUT / "docs/architecture.md"
PARTS = ("crawler", "analysis", "sql")
FORBIDDEN = {
    "crawler/http": {
        f"crawler/{room}" for room in "hosts visits git citations package_index artifacts archive".split()
    },
    "crawler/git": {f"crawler/{room}" for room in "visits hosts".split()},
    "crawler/store": {f"crawler/{room}" for room in "http git visits hosts proceedings documents".split()},
}


@cache
def rooms() -> dict[str, list[Path]]:
    """Every room's modules, by ``part/room``."""
    found: dict[str, list[Path]] = {}
    for part in ("crawler", "analysis"):
        for entry in sorted((CHECKOUT / part).iterdir()):
            if entry.is_dir() and (modules := sorted(entry.rglob("*.py"))):
                found[f"{part}/{entry.name}"] = modules
            elif entry.suffix == ".py" and entry.stem != "__init__":
                found[f"{part}/{entry.stem}"] = [entry]
    return found


def imported(module: Path) -> Iterator[str]:
    """The dotted names that a module imports; of ``from a import b`` also ``a.b``, as ``b`` may be a module."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            assert node.module
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def arrows() -> dict[str, set[str]]:
    """The rooms that each room imports."""
    return {
        room: {other for module in modules for name in imported(module) if (other := room_of(name))} - {room}
        for room, modules in rooms().items()
    }


def room_of(name: str) -> str | None:
    match name.split("."):
        case ["reprosurvey", part, room, *_] if f"{part}/{room}" in rooms():
            return f"{part}/{room}"
    return None


def described() -> list[str]:
    """The rooms that have a line on the page, in its order; without the ending of a folder or module."""
    lines = re.finditer(r"^\| `([\w/]+?)(?:/|\.py)` \| \S", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [line[1] for line in lines]


def test_crawler_imports_nothing_of_analysis() -> None:
    modules = sorted((CHECKOUT / "crawler").rglob("*.py"))
    assert [m for m in modules if any(n.startswith("reprosurvey.analysis") for n in imported(m))] == []


@pytest.mark.parametrize("room", FORBIDDEN)
def test_what_is_general_imports_nothing_specific(room: str) -> None:
    assert arrows()[room] & FORBIDDEN[room] == set()


@pytest.mark.parametrize("part", ["crawler", "analysis"])
def test_no_rooms_import_each_other_in_a_circle(part: str) -> None:
    within = {room: {other for other in others if other.startswith(part)} for room, others in arrows().items()}
    try:
        TopologicalSorter(within).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def test_the_command_line_stands_on_top() -> None:
    assert [room for room, others in arrows().items() if "analysis/cli" in others] == []


def test_no_part_is_imported_as_a_package_of_its_own() -> None:
    modules = [
        p for folder in (*PARTS, "src/reprosurvey", "benchmarks") for p in sorted((CHECKOUT / folder).rglob("*.py"))
    ]
    assert [f"{m} imports {n}" for m in modules for n in imported(m) if n.split(".")[0] in PARTS] == []


def test_the_page_has_a_line_for_every_room() -> None:
    folders = {p.parent.relative_to(CHECKOUT).as_posix() for p in (CHECKOUT / "sql").rglob("*.sql")}
    assert sorted(described()) == sorted(rooms().keys() | folders)


def test_a_room_imports_only_what_stands_above_it_on_the_page() -> None:
    place = {room: number for number, room in enumerate(described())}
    assert [f"{a} imports {b}" for a, others in arrows().items() for b in others if place[a] < place[b]] == []
