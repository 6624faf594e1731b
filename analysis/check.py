"""The check of one repository, from the visit to the checklist, of which nothing is kept."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from reprosurvey.analysis.artifacts.link_stage import find_links
from reprosurvey.analysis.checklist.address import address_checklist
from reprosurvey.analysis.checklist.folder import folder_checklist
from reprosurvey.analysis.checklist.questions import Checklist
from reprosurvey.crawler.artifacts.artifact_stage import ask_all
from reprosurvey.crawler.config import Config
from reprosurvey.crawler.errors import UsageError
from reprosurvey.crawler.origins import Origin, on_the_web, origin_of
from reprosurvey.crawler.store.database import connect
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.visits.visit_stage import visit_all

_FINAL_ORIGIN = "select final_origin from origins where origin = $1"


def check_repository(named: str, config: Config) -> Checklist:
    """Check what a person names: the path of a folder, else the address or DOI of a repository or deposit.

    Raises:
        UsageError: It is neither.
        SurveyError: It could not be read, so that nothing can be said.
    """
    if named and not re.match(r"https?://", named, re.IGNORECASE) and Path(named).exists():
        return folder_checklist(Path(named), config)
    origin = origin_of(on_the_web(named) or named)
    if origin is None or (origin.kind == "page" and "://" not in named):
        raise UsageError(f"'{named}' is no folder here and no address of a repository")
    with tempfile.TemporaryDirectory(prefix="reprosurvey-") as folder:
        store = Store.create(Path(folder))
        _look_at(store, config, origin)
        return address_checklist(store, origin)


def _look_at(store: Store, config: Config, origin: Origin) -> None:
    """Visit the repository, and ask for the weights and data that it links to."""
    visit_all(store, config, [[origin.url]], ignore_schedule=True, tell=lambda *_: None)
    with connect(store) as database:
        ((repository,),) = database.sql(_FINAL_ORIGIN, params=[origin.url]).fetchall()
    ask_all(store, config, find_links(store, [repository]), tell=lambda *_: None)
