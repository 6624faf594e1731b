"""``run demo``: a whole survey of a made-up proceedings, served on this machine, and a second look at it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reprosurvey.analysis.cli.demo_hosts import FOLDER, is_demo
from reprosurvey.analysis.cli.survey import console, writing
from reprosurvey.analysis.report.summary import print_summary
from reprosurvey.crawler.demo import advance, make
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.git.repository import require_git
from reprosurvey.crawler.locations import location_of
from reprosurvey.crawler.proceedings.selection import Selection
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import PAPERS
from reprosurvey.crawler.venues import DEMO, known_venues, venue_named

STORE = "demo-survey"
"""Where it goes when no store is named."""


def run_demo(years: str | None, named: str | None, *, as_json: bool = False) -> None:
    """Survey the demo, let a repository of it change, look again.

    Raises:
        UsageError: There is a survey of something else.
    """
    require_git()
    venue_named(DEMO, known_venues()).choose(years)
    store = Store.create(location_of(named or STORE))
    if not is_demo(store.path):
        if store.files_of(PAPERS):
            raise UsageError(f"{store} is a survey of something else; name another with --store")
        _make(store)
    with writing(str(store), None, as_json=as_json) as stages:
        stages.run(Selection(DEMO, years))
        advance(store.path / FOLDER)
        console.print("Time has passed on the demo's hosts. Looking again:")
        stages.visit(everything=True)
        stages.assess(force=False)
        print_summary(stages.store, stages.config, console)
    console.print(f"Read it: reprosurvey table1 --store {store}", markup=False, highlight=False, soft_wrap=True)


def _make(store: Store) -> None:
    """Make the demo's hosts, all of them or none."""
    with store.lock(), tempfile.TemporaryDirectory(prefix="demo-", dir=store.path) as folder:
        make(Path(folder) / FOLDER)
        (Path(folder) / FOLDER).rename(store.path / FOLDER)
