"""Texts that a spreadsheet would run, and how they come back."""

from __future__ import annotations

import csv
import io

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reprosurvey.crawler.spreadsheets.cells import guarded, guarded_columns, unguarded

LIKE_FORMULAS = ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r1", "\n1", " =1", "'=1", "''=1", "＝1+1", "\tx",
                 "\xa0=1", "\u200b=1", "\ufeff=1", "\u2028=1", "\x0b=1", "\u3000＝1", "﹦1"]  # fmt: skip
FURTHER_IN = {
    "a;=1": "a;'=1",
    "a\n=1": "a\n'=1",
    "a; -x;b": "a;' -x;b",
    "\r=1": "'\r'=1",
    "=1;'=2": "'=1;''=2",
    ";;+": ";;'+",
}
OTHERS = [
    "",
    "a; b",
    "a;b=c",
    "a\n\nb",
    "1",
    "a=b",
    "'quoted'",
    "'",
    "x\t=1",
    "https://github.com/lab/net",
    "(=1)",
    "Ⅱ",
]


@pytest.mark.parametrize("text", LIKE_FORMULAS)
def test_what_begins_like_a_formula_stands_after_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(("text", "cell"), FURTHER_IN.items())
def test_so_does_what_begins_like_one_where_a_semicolon_or_a_line_ends_a_cell(text: str, cell: str) -> None:
    assert guarded(text) == cell


@pytest.mark.parametrize("text", OTHERS)
def test_all_else_stays(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(st.text(alphabet="'=+-@ \t\r\n\0;ax＝\u200b\ufeff"))
def test_every_text_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


def test_the_database_guards_alike_and_nothing_but_texts_and_names() -> None:
    texts = [*LIKE_FORMULAS, *FURTHER_IN, *OTHERS]
    with duckdb.connect() as database:
        rows = database.sql("select unnest($1) as \"=name\", -1 as number, '[-1]'::json as j", params=[texts])
        rows.create_view("rows")
        found = database.sql(f"select {guarded_columns(rows)} from rows")
        assert found.columns == ["'=name", "number", "j"]
        assert found.fetchall() == [(guarded(text), -1, "[-1]") for text in texts]


def test_csv_s_own_quotes_do_not_matter() -> None:
    written = io.StringIO()
    csv.writer(written).writerow([guarded('=HYPERLINK("a","b")')])
    assert next(csv.reader(io.StringIO(written.getvalue()))) == ['\'=HYPERLINK("a","b")']
