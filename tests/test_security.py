"""docs/security.md names tests that there are, and in every row one."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.commands import CHECKOUT

PAGE = CHECKOUT / "docs/security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
NAMED = sorted(set(TEST.findall(PAGE.read_text(encoding="utf-8"))))


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((CHECKOUT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(("file", "test"), NAMED, ids="::".join)
def test_every_test_that_the_page_names_is_there(file: str, test: str) -> None:
    assert test in functions_of(file)


def test_every_row_names_a_test() -> None:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("| ") and not line.startswith("| who |")]
    assert rows
    assert [row for row in rows if not TEST.search(row)] == []
