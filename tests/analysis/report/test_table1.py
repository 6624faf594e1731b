"""Table 1 in its forms."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from parsel import Selector
from rich.console import Console

from reprosurvey.analysis.report import documents, terminal
from reprosurvey.analysis.report.table1 import Cell, Layout, table1
from reprosurvey.crawler.store.database import connect
from tests.sql.conftest import SmallSurvey

CELLS = [Cell("50.0 %", "22–78", "4/8", "?1 †10"), Cell("–", basis="0/0")]


def layout(years: int = 2, title: str = "How reproducible: small") -> Layout:
    cells = [CELLS[i % 2] for i in range(years)]
    heads = [str(2000 + i) for i in range(years)]
    return Layout(title, heads, [("of all papers", [("Public data", cells)])])


def printed(layout: Layout, width: int) -> str:
    console = Console(file=io.StringIO(), width=width)
    terminal.print_tables([layout], console)
    return console.file.getvalue()


def test_a_wide_terminal_has_a_figure_and_its_interval_in_a_line() -> None:
    assert re.search(r"Public data +│ +50.0 % 22–78 │ +– │\n│ +│ +4/8 \?1 †10 │ +0/0 │", printed(layout(), 60))


def test_a_narrow_one_has_them_below_each_other() -> None:
    said = printed(layout(6), 80)
    assert re.search(r"Public data +│ +50.0 % │ +– │", said)
    assert len(re.findall(r"^┏", said, re.MULTILINE)) == 1


@pytest.mark.parametrize("width", [30, 60, 80, 100])
@pytest.mark.parametrize("years", [1, 5, 24])
def test_no_width_cuts_a_figure(width: int, years: int) -> None:
    said = printed(layout(years), width)
    assert "…" not in said
    assert all(said.count(f" {2000 + i} ") == 1 for i in range(years))
    assert max(map(len, said.splitlines())) <= width


def test_the_picture_loads_nothing(tmp_path: Path) -> None:
    terminal.draw([layout()], tmp_path / "table1.svg")
    picture = (tmp_path / "table1.svg").read_text()
    assert "22–78" in picture
    assert "@font-face" not in picture


def test_markdown_is_one_table_of_equal_rows() -> None:
    lines = [line for line in documents.markdown([layout()]).splitlines() if line.startswith("|")]
    assert {line.count("|") for line in lines} == {4}
    assert lines[-1] == "| Public data | 50.0 %<br>22–78<br>4/8<br>?1 †10 | –<br>0/0 |"


def test_latex_has_as_many_columns_in_each_row() -> None:
    text = documents.latex([layout()])
    rows = [line for line in text.splitlines() if " & " in line]
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {2}
    assert all(row.endswith(r" \\") for row in rows)
    assert r"Public data & 50.0 \% & -- \\" in rows
    assert text.count(r"\toprule") == text.count(r"\bottomrule") == text.count(r"\begin{tabular}{lrr}") == 1


def test_html_is_a_table_with_heads() -> None:
    page = Selector(documents.html([layout()]))
    assert page.css("thead th::text").getall() == ["Measure", "2000", "2001"]
    assert page.xpath("//tr[th='Public data']/td[1]//text()").getall() == ["50.0 %", "22–78", "4/8", "?1 †10"]


MARKUP = r"<b>a_b</b> [x](y) 100% & $1 {\input{x}} ~^#|"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        (documents.html, html.escape(MARKUP)),
        (documents.markdown, r"\<b\>a\_b\</b\> \[x\](y) 100% & $1 \{\\input\{x\}\} ~^\#\|"),
        (
            documents.latex,
            r"\textless{}b\textgreater{}a\_b\textless{}/b\textgreater{} [x](y) 100\% \& \$1 \{\textbackslash{}input",
        ),
        (terminal.as_text, MARKUP),
    ],
)
def test_markup_in_a_name_is_shown_as_it_is(form: Callable[[list[Layout]], str], shown: str) -> None:
    assert shown in form([layout(10, MARKUP)])


def test_a_single_year_has_one_column_and_a_longer_label_goes_on_below(small: SmallSurvey) -> None:
    small.paper("paper")
    with connect(small.store) as database:
        (table,) = table1(database)
    assert table.heads == ["2022"]
    labels = [label for _, rows in table.sections for label, _ in rows]
    assert len(labels) == len(set(labels))  # what is repeatable is counted of papers and of repositories
    assert re.search(r"│ Repeatable +│.*\n│ papers +│", printed(table, 80))


def test_several_years_have_a_column_for_all_of_them(small: SmallSurvey) -> None:
    small.paper("paper")
    small.paper("paper", 2021)
    with connect(small.store) as database:
        assert table1(database)[0].heads == ["2021", "2022", "all"]
