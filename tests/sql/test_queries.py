"""Every file of ``sql/`` works on an empty survey and says what each of its columns holds."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

import pytest

from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.queries import Query, queries, result

from .conftest import SmallSurvey

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_it_says_what_it_yields(small: SmallSurvey, query: Query) -> None:
    with connect(small.store) as database:
        assert result(database, query.name).columns == list(query.columns)
    assert query.about.endswith(".")


def test_no_comment_has_lost_the_end_of_a_line() -> None:
    """Reports and docs/views.md show them as they stand."""
    known = sorted((ROOT / "sql").rglob("*.sql"))
    assert len(known) > len(queries())
    for file in known:
        lines = file.read_text().splitlines()
        on_top = list(takewhile(lambda line: line.startswith("--"), lines))
        assert [line for line in on_top if len(line) > 128] == [], file
        assert [line for line in lines if re.search(r"[^\s-]--\s", line)] == [], file


def test_no_two_have_one_name() -> None:
    names = [query.name for query in queries()]
    assert len(names) == len(set(names))
