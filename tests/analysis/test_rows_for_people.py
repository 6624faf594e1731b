"""Rows for people: a table where it fits, a block a row where it does not, everything readable and harmless."""

from __future__ import annotations

import io
from html import escape

import duckdb
import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from reprosurvey.analysis.report.text_tables import markdown, print_relation


def shown(query: str, *, width: int = 60, terminal: bool = True) -> str:
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=terminal, color_system=None, legacy_windows=False)
    with duckdb.connect() as database:
        print_relation(database.sql(query), console)
    return file.getvalue()


def test_a_long_cell_is_folded_and_nothing_of_it_lost() -> None:
    lines = shown("select repeat('abcdefghij', 12) as text, 7 as n").splitlines()
    assert max(map(len, lines)) <= 60
    assert "".join(line.split("│")[1].strip() for line in lines if "│" in line) == "abcdefghij" * 12


def test_many_columns_become_a_block_a_row() -> None:
    columns = ", ".join(f"'a value of some length {i}' as column_{i}" for i in range(8))
    lines = shown(f"select {columns} union all select {columns}").splitlines()
    assert [line.split()[0] for line in lines if line.startswith(("1 ", "2 "))] == ["1", "2"]
    assert "column_7  a value of some length 7" in lines


def test_in_a_pipe_it_is_a_table_as_wide_as_it_is() -> None:
    columns = ", ".join(f"'a value of some length {i}' as column_{i}" for i in range(8))
    assert "│ a value of some length 0 │ a value of some length 1 │" in shown(f"select {columns}", terminal=False)


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\r", "\u202e"])
def test_what_steers_a_terminal_is_shown_as_a_mark(character: str) -> None:
    said = shown(f"select 'a' || chr({ord(character)}) || '[31mb' as \"n{character}ame\"")
    assert character not in said
    assert "[31mb" in said


def test_lines_stay_lines() -> None:
    lines = [line.strip("│ ") for line in shown("select 'a' || chr(10) || 'b' as x").splitlines() if "│" in line]
    assert lines == ["a", "b"]


def test_markdown_keeps_one_line_a_row() -> None:
    with duckdb.connect() as database:
        rows = database.sql("select 'a|b' || chr(10) || '<i>' as x, null as y")
        assert markdown(rows) == "| x | y |\n| --- | --- |\n| a\\|b<br>&lt;i&gt; |  |\n"


@pytest.mark.parametrize(
    "text",
    [
        "![](https://a.example/x.png)",
        "[words](https://a.example)",
        "![a][b]",
        "[![](https://a.example/x.png)](https://b.example)",
    ],
)
def test_a_cell_of_markdown_loads_no_picture_and_hides_no_address(text: str) -> None:
    with duckdb.connect() as database:
        written = markdown(database.sql("select $1 as x", params=[text]))
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(written)
    assert "<img" not in rendered
    assert "<a " not in rendered
    assert escape(text) in rendered


def test_a_list_in_a_cell_of_markdown_stays_as_it_is() -> None:
    with duckdb.connect() as database:
        assert "| [1, 2] |" in markdown(database.sql("select [1, 2] as x"))
