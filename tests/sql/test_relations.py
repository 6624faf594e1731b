"""Everything that can be asked says what it holds, and the page of it is up to date."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from reprosurvey.analysis.shell.views_page import views_page
from reprosurvey.crawler.store.database import add_statistics, connect
from reprosurvey.crawler.store.queries import queries
from reprosurvey.crawler.store.relations import Relation, relations
from reprosurvey.crawler.store.schemas import TABLES

from .conftest import SmallSurvey

ROOT = Path(__file__).parents[2]


@pytest.fixture
def known(small: SmallSurvey) -> dict[str, Relation]:
    with connect(small.store, sealed=True) as database:
        add_statistics(database)
        return {relation.name: relation for relation in relations(database)}


def test_every_view_statistic_and_table_is_among_them(known: dict[str, Relation]) -> None:
    views = {
        name
        for f in (files("reprosurvey.sql") / "views").rglob("*.sql")
        if f"view {(name := f.stem)} as" in f.read_text()
    }
    statistics = {query.name for query in queries() if query.folder == "statistics"}
    assert set(known) == views | statistics | {f"history.{name}" for name in TABLES}


def test_every_column_says_what_it_holds(known: dict[str, Relation]) -> None:
    assert [f"{r.name}.{c.name}" for r in known.values() for c in r.columns if not c.meaning] == []
    assert [r.name for r in known.values() if not r.about.endswith(".")] == []


@pytest.mark.parametrize(
    ("relation", "column", "meaning"),
    [
        ("history.papers", "title", "title as the publisher or the list gives it; empty where neither does"),
        ("papers", "title", "title as the publisher or the list gives it; empty where neither does"),
        ("survey", "title", "title as the publisher or the list gives it; empty where neither does"),
        ("origins", "final_origin", "the origin at the end of the redirects"),
        ("survey", "origin", "canonical, as it was visited"),
        ("table1", "share", "yes / n"),
    ],
)
def test_a_column_that_is_taken_over_means_what_it_means_there(
    known: dict[str, Relation], relation: str, column: str, meaning: str
) -> None:
    assert next(c.meaning for c in known[relation].columns if c.name == column) == meaning


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "views.md").read_text() == views_page(), (
        "python -m reprosurvey.analysis.shell > docs/views.md"
    )


def test_the_command_prints_the_page() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reprosurvey.analysis.shell"], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (done.stdout, done.stderr) == (views_page(), "")
