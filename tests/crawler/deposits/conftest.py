"""Visits of deposits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import pytest

from reprosurvey.crawler.progress import silent
from reprosurvey.crawler.store.parquet import Store
from reprosurvey.crawler.store.schemas import BLOBS, SNAPSHOTS, VISITS
from reprosurvey.crawler.visits.visit_stage import visit_all
from tests.web import Site

HOSTS = (
    "zenodo.org", "doi.org", "figshare.com", "api.figshare.com", "ndownloader.figshare.com", "osf.io", "api.osf.io",
    "files.osf.io", "datadryad.org", "dataverse.harvard.edu", "archive.softwareheritage.org", "codeocean.com",
    "git.codeocean.com", "anonymous.4open.science", "drive.google.com", "github.com", "storage.example.org",
)  # fmt: skip


@dataclass(frozen=True)
class Visits:
    """A store, a site, and visits from the one to the other."""

    store: Store
    site: Site
    tokens: dict[str, str] = field(default_factory=dict)

    def visit(self, address: str, as_of: datetime | None = None, **limits: int) -> dict[str, Any]:
        """The row of the last visit that was made for ``address``."""
        self.site.asked.clear()
        config = self.site.config(*HOSTS, **{"attempts": 1, **limits})
        visit_all(
            self.store, replace(config, tokens=self.tokens), [[address]], ignore_schedule=True, as_of=as_of, tell=silent
        )
        return self.rows()[-1]

    def rows(self) -> list[dict[str, Any]]:
        """All visits."""
        found: list[dict[str, Any]] = self.store.read(VISITS).sort_by("visited_at").to_pylist()
        return found

    def texts(self) -> dict[str, str]:
        """By path, the texts that are kept."""
        blobs = {row["blob"]: row["text"] for row in self.store.read(BLOBS).to_pylist()}
        return {r["path"]: blobs[r["blob"]] for r in self.store.read(SNAPSHOTS).to_pylist() if r["kept"]}

    def paths(self) -> list[str]:
        """The tree."""
        return sorted(row["path"] for row in self.store.read(SNAPSHOTS).to_pylist())


@pytest.fixture
def visits(store: Store, site: Site, waits: list[float]) -> Visits:
    return Visits(store, site)
