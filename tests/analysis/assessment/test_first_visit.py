"""A repository that has moved on is judged as it stands and as it was first found, by the rules in force."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from rich.console import Console

from reprosurvey.analysis.stages import Stages
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import PAPERS
from tests.web import Site

ADDRESS = "github.com/lab/oak"


@pytest.fixture
def stages(store: Store, site: Site) -> Stages:
    """A repository that had nothing but a program at the first visit, and has a licence now."""
    paper = {
        "paper": "oak22a",
        "kind": "paper",
        "title": "Oak",
        "authors": [],
        "abstract": f"Our code is available at https://{ADDRESS}.",
        "declared": [],
        "pdf_error": "HTTP 404",
        "crawled_at": datetime(2022, 6, 1, tzinfo=UTC),
    }
    store.append(PAPERS, [paper], ("midl", 2022))
    stages = Stages(store, site.config("github.com"), None, Console(quiet=True))
    files = {"train.py": "import torch\nloss.backward()\n"}
    site.repository(ADDRESS, files)
    stages.extract()
    stages.visit()
    stages.assess(force=False)
    site.repository(ADDRESS, files | {"LICENSE": "MIT License"})
    stages.visit(everything=True)
    stages.assess(force=False)
    return stages


def licence(stages: Stages, *, first_visit: bool) -> tuple[object, object]:
    """The verdict, and the trait."""
    with connect(stages.store, first_visit=first_visit) as database:
        (verdict,) = database.execute("select licensing from survey").fetchone()
        (what,) = database.execute("select what from trait_counts where trait = 'licence' and year = 2022").fetchone()
    return verdict, what


@pytest.mark.slow
def test_both_are_judged_and_nothing_is_written_twice(stages: Stages) -> None:
    assert licence(stages, first_visit=True) == ("no", "none")
    assert licence(stages, first_visit=False) == ("yes", "MIT")
    written = rows(stages)
    stages.assess(force=True)
    assert rows(stages) == written


def rows(stages: Stages) -> list[tuple[int, int]]:
    with connect(stages.store) as database:
        counts = (f"(select count(*) from history.{table})" for table in ("verdicts", "traits", "pins"))
        return database.sql(f"select {', '.join(counts)}").fetchall()
