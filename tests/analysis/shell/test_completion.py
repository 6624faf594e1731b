"""What is offered for a half-written query."""

from __future__ import annotations

import duckdb
import pytest

from reprosurvey.analysis.shell.completion import suggestions, words_of
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.relations import Relation, relations


@pytest.fixture
def known(store: Store) -> list[Relation]:
    with connect(store) as database:
        return relations(database)


@pytest.mark.parametrize(
    ("before", "offered"),
    [
        ("select * from surv", ["survey", "survey_verdicts", "surveyed", "surveys"]),
        ("select * from survey join verdicts_", ["verdicts_by_day"]),
        ("from history.run", ["history.runs"]),
        ("select history.runs.st", ["history.runs.stage", "history.runs.started_at"]),
        ("SELECT data_s", ["data_set", "data_sets"]),
        (".col", [".columns"]),
        (".columns verdict_", ["verdict_changes"]),
        ("sel", ["select"]),
        ("select ", []),
        ("", []),
    ],
)
def test_names(known: list[Relation], before: str, offered: list[str]) -> None:
    assert [name for name, _ in suggestions(before, before, known, ["select", "semi"])] == offered


def test_a_column_comes_with_its_meaning_in_what_the_query_names(known: list[Relation]) -> None:
    (first, *_) = suggestions("select outc", "select outc from history.documents", known, [])
    assert first == ("outcome", "read, no text (scanned or empty), unreadable, or no document")


def test_keywords_and_functions_are_duckdb_s() -> None:
    with duckdb.connect() as database:
        words = words_of(database)
    assert {"select", "qualify", "string_agg"} <= set(words)
    assert len(words) == len(set(words))
